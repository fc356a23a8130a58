"""Views of writers and reviewers: draft, submit, publish, send back, bring back, retire."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assist.knowledge import publishing
from assist.knowledge.forms import ArticleForm, NewArticleForm, SendBackForm
from assist.knowledge.models import Article
from cases.events.actors import Actor
from cases.people.gates import needs
from cases.people.permissions import Permission
from cases.refusals import InvalidInput


@needs(Permission.EDIT_KNOWLEDGE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new article, kept as a draft."""
    form = NewArticleForm(request.POST or None, initial={"slug": "", "body": request.GET.get("about", "")})
    if request.method == "POST" and form.is_valid():
        text = {name: form.cleaned_data[name] for name in Article.TEXT_FIELDS}
        slug, language = form.cleaned_data["slug"], form.cleaned_data["language"]
        by, at = Actor.of(request.user), timezone.now()
        return redirect(publishing.start_article(slug=slug, language=language, text=text, by=by, at=at))
    return _form(request, form, None)


@needs(Permission.EDIT_KNOWLEDGE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft of an article; saving never changes what readers get."""
    article = get_object_or_404(Article, slug=slug)
    source = article.open_version or article
    form = ArticleForm(request.POST or None, initial=source.text_fields())
    if request.method == "POST" and form.is_valid():
        by, at = Actor.of(request.user), timezone.now()
        publishing.save_draft(article=article, text=form.cleaned_data, by=by, at=at)
        return redirect(article)
    return _form(request, form, article)


@needs(Permission.EDIT_KNOWLEDGE)
@require_POST
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article, slug=slug)
    publishing.submit_for_review(article=article, by=Actor.of(request.user), at=timezone.now())
    return redirect(article)


@needs(Permission.PUBLISH_KNOWLEDGE)
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """By another person than the writer; the rule is in the action."""
    article = get_object_or_404(Article, slug=slug)
    publishing.publish_article(article=article, by=Actor.of(request.user), at=timezone.now())
    return redirect(article)


@needs(Permission.PUBLISH_KNOWLEDGE)
@require_POST
def send_back(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article, slug=slug)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("Say what has to change.")
    by, at = Actor.of(request.user), timezone.now()
    publishing.send_back(article=article, note=form.cleaned_data["note"], by=by, at=at)
    return redirect(article)


@needs(Permission.PUBLISH_KNOWLEDGE)
@require_POST
def bring_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    article = get_object_or_404(Article, slug=slug)
    get_object_or_404(article.versions, number=number)
    publishing.bring_back(article=article, number=number, by=Actor.of(request.user), at=timezone.now())
    return redirect(article)


@needs(Permission.PUBLISH_KNOWLEDGE)
@require_POST
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article, slug=slug)
    publishing.retire_article(article=article, by=Actor.of(request.user), at=timezone.now())
    return redirect(article)


def _form(request: HttpRequest, form: ArticleForm, article: Article | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "assist/knowledge/edit.html", {"form": form, "article": article}, status=status)
