from django.urls import path

from assist.knowledge import editing, missing, views

urlpatterns = [
    path("knowledge/", views.article_list, name="articles"),
    path("knowledge/new/", editing.new, name="article-new"),
    path("knowledge/search/", views.search, name="knowledge-search"),
    path("knowledge/gaps/", missing.report, name="knowledge-gap"),
    path("knowledge/missing/", missing.topics, name="missing-articles"),
    path("knowledge/missing/<int:pk>/article/", missing.write, name="missing-article-draft"),
    path("knowledge/missing/<int:pk>/dismissal/", missing.dismiss, name="missing-article-dismissal"),
    path("knowledge/flags/<int:pk>/closure/", views.close_flag, name="flag-closure"),
    path("knowledge/<slug:slug>/", views.article, name="article"),
    path("knowledge/<slug:slug>/draft/", editing.edit, name="article-draft"),
    path("knowledge/<slug:slug>/flags/", views.flag, name="article-flags"),
    path("knowledge/<slug:slug>/review/", editing.submit, name="article-review"),
    path("knowledge/<slug:slug>/publication/", editing.publish, name="article-publication"),
    path("knowledge/<slug:slug>/return/", editing.send_back, name="article-return"),
    path("knowledge/<slug:slug>/retirement/", editing.retire, name="article-retirement"),
    path("knowledge/<slug:slug>/versions/<int:number>/return/", editing.bring_back, name="version-return"),
]
