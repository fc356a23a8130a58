import pytest


def test_live_answers_without_a_database(client):
    assert client.get("/health/live").json() == {"status": "live"}


@pytest.mark.django_db
def test_ready_names_each_thing_that_it_needs(client):
    body = client.get("/health/ready").json()
    assert set(body["checks"]) == {"database", "migrations", "redis"}
    assert body["checks"]["database"] == "ok"
    assert body["checks"]["redis"] == "ok"


@pytest.mark.django_db
def test_ready_says_503_and_why_when_redis_is_gone(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "not reachable" in answer.json()["checks"]["redis"]


def test_health_is_told_to_whoever_knows_the_machine_by_its_address_only(client, settings):
    settings.ALLOWED_HOSTS = ["desk.example.com"]
    assert client.get("/health/live", headers={"host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/accounts/login/", headers={"host": "10.0.0.7:8000"}).status_code == 400
