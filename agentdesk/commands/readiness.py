"""`manage.py up --check`: what this machine and these settings lack for real use."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import psycopg
import redis

from agentdesk.bootstrap import RUNTIME_LOCK, Environment
from agentdesk.embedded.binaries import binaries_for
from agentdesk.embedded.postgres import EXTENSIONS
from agentdesk.embedded.refusals import CannotStart
from agentdesk.embedded.state import StateFolder
from agentdesk.supervisor.settings import ROOT


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `advice` is empty when it is in order; a `must` keeps the stack from working."""

    subject: str
    state: str
    advice: str = ""
    is_must: bool = True


def report(state: StateFolder) -> int:
    """Print one line a finding; returns 1 when something that must be there is missing."""
    findings = [finding for check in CHECKS for finding in check(os.environ, state)]
    for finding in findings:
        mark = "ok     " if not finding.advice else "missing" if finding.is_must else "advice "
        sys.stdout.write(f"  {mark}  {finding.subject:<16}{finding.state}\n")
        if finding.advice:
            sys.stdout.write(f"{'':27}{finding.advice}\n")
    return int(any(finding.advice and finding.is_must for finding in findings))


def check_python(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """The interpreter and the packages."""
    version = ".".join(map(str, sys.version_info[:3]))
    held = Environment(ROOT).holds(RUNTIME_LOCK)
    packages = Finding(
        "packages", "as in the lock" if held else "not as in the lock", "" if held else "Run manage.py."
    )
    return [Finding("python", version), packages]


def check_database(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """The database that is named, or the embedded one."""
    url = env.get("DATABASE_URL")
    if not url:
        return [_embedded_database(state)]
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            return _look_into(connection)
    except psycopg.Error as error:
        return [Finding("database", str(error).strip().splitlines()[0], "Correct DATABASE_URL.")]


def _embedded_database(state: StateFolder) -> Finding:
    try:
        major = binaries_for(state.path).major
    except CannotStart as refusal:
        return Finding("database", str(refusal), refusal.way_out)
    advice = "For more than one machine name a server of your own in DATABASE_URL, and back it up."
    return Finding("database", f"embedded PostgreSQL {major} in {state.path}", advice, is_must=False)


def _look_into(connection: psycopg.Connection) -> list[Finding]:
    version = connection.info.server_version // 10_000
    old = "" if version >= 16 else "Use PostgreSQL 16 or newer."
    rows = connection.execute("select name from pg_available_extensions").fetchall()
    lacking = [name for name in EXTENSIONS if (name,) not in rows]
    advice = f"Install {', '.join(lacking)} on the database server." if lacking else ""
    return [
        Finding("database", f"PostgreSQL {version}", old),
        Finding("extensions", "lacking" if lacking else "all there", advice),
    ]


def check_redis(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """The broker that is named, or the embedded one."""
    url = env.get("REDIS_URL")
    if not url:
        return [Finding("redis", "embedded Valkey")]
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
    except redis.RedisError as error:
        return [Finding("redis", str(error), "Correct REDIS_URL.")]
    return [Finding("redis", "answers")]


def check_secret(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """The key that signs sessions."""
    key = env.get("AGENTDESK_SECRET_KEY")
    if key is None:
        return [Finding("secret key", f"kept in {state.path}")]
    advice = "" if len(key) >= 40 else "Make AGENTDESK_SECRET_KEY at least 40 random characters."
    return [Finding("secret key", "from the environment", advice)]


def check_doors(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """Host names and TLS."""
    hosts = env.get("AGENTDESK_ALLOWED_HOSTS", "")
    https = env.get("AGENTDESK_HTTPS") == "1"
    name_hosts = (
        "" if hosts else "Name the public host in AGENTDESK_ALLOWED_HOSTS; now only this machine reaches it."
    )
    use_tls = (
        "" if https else "Put a TLS proxy in front that sets X-Forwarded-Proto, and set AGENTDESK_HTTPS=1."
    )
    debug = env.get("AGENTDESK_DEBUG") == "1"
    return [
        Finding("allowed hosts", hosts or "this machine only", name_hosts, is_must=False),
        Finding("https", "on" if https else "off", use_tls, is_must=False),
        Finding("debug", "on" if debug else "off", "Unset AGENTDESK_DEBUG." if debug else ""),
    ]


def check_time_zone(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """The company's time."""
    name = env.get("AGENTDESK_TIME_ZONE", "Europe/London")
    is_known = name in available_timezones()
    advice = "" if is_known else "Give AGENTDESK_TIME_ZONE an IANA name such as Europe/Berlin."
    return [Finding("time zone", name, advice)]


def check_language_model(env: Mapping[str, str], state: StateFolder) -> list[Finding]:
    """The optional language model: its address, its name and its budget."""
    wanted = "AGENTDESK_LANGUAGE_MODEL_"
    if not (url := env.get(f"{wanted}URL")):
        return [Finding("language model", "none: replies and summaries come from evidence alone")]
    host = urlsplit(url).hostname or url
    name = "" if env.get(f"{wanted}NAME") else f"Name the model in {wanted}NAME."
    is_capped = env.get(f"{wanted}COST_AN_HOUR") and env.get(f"{wanted}PRICE_OUT")
    cap = (
        "" if is_capped else f"Set {wanted}PRICE_IN, _PRICE_OUT and _COST_AN_HOUR to limit what it may cost."
    )
    return [
        Finding("language model", f"{env.get(f'{wanted}NAME', 'no name')} at {host}", name),
        Finding("its budget", "limited" if is_capped else "tokens only", cap, is_must=False),
    ]


CHECKS: tuple[Callable[[Mapping[str, str], StateFolder], list[Finding]], ...] = (
    check_python,
    check_database,
    check_redis,
    check_secret,
    check_doors,
    check_time_zone,
    check_language_model,
)
