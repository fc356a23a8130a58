from django.urls import path

from cases.interactions.views import removal

urlpatterns = [
    path("cases/<int:number>/events/<int:seq>/removal/", removal, name="content-removal"),
]
