from django.urls import path

from assist.learning import imports, sets, trainings, versions, views
from assist.learning.correcting import views as corrections

app_name = "learning"
urlpatterns = [
    path("", views.models_page, name="models"),
    path("figures/", views.figures_page, name="figures"),
    path("corrections/", corrections.readings, name="corrections"),
    path("corrections/<int:pk>/", corrections.correction, name="correction"),
    path("data-sets/", sets.datasets_page, name="datasets"),
    path("data-sets/timeline/", sets.from_timeline, name="timeline"),
    path("data-sets/<int:number>/", sets.dataset, name="dataset"),
    path("imports/<int:pk>/", imports.upload, name="upload"),
    path("imports/<int:pk>/data-set/", imports.importing, name="import"),
    path("imports/<int:pk>/removal/", imports.removal, name="upload-removal"),
    path("trainings/", trainings.new, name="trainings"),
    path("trainings/<int:pk>/", trainings.training, name="training"),
    path("trainings/<int:pk>/cancellation/", trainings.cancellation, name="cancellation"),
    path("trainings/<int:pk>/repetition/", trainings.repetition, name="repetition"),
    path("models/<slug:kind>/", versions.kind_page, name="kind"),
    path("models/<slug:kind>/roll-back/", versions.rolling_back, name="roll-back"),
    path("models/<slug:kind>/<int:number>/", versions.version_page, name="version"),
    path("models/<slug:kind>/<int:number>/<slug:change>/", versions.change, name="change"),
]
