# Two stages: the first builds the virtual environment and the static files, the second carries them and nothing to build with.
FROM python:3.12-slim-bookworm AS build
RUN pip install --no-cache-dir uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project
COPY . .
# The settings ask for keys that only the running container has; nothing of these stays in the image.
RUN DJANGO_SETTINGS_MODULE=marketplace.settings.production SECRET_KEY=build ALLOWED_HOSTS=localhost \
    STRIPE_SECRET_KEY=build STRIPE_WEBHOOK_SECRET=build \
    .venv/bin/python manage.py collectstatic --noinput --verbosity=0

FROM python:3.12-slim-bookworm
RUN useradd --create-home --uid 10001 marketplace \
    && install --directory --owner=marketplace --group=marketplace /app/var /app/var/media /app/var/private
WORKDIR /app
COPY --from=build --chown=root:root /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=marketplace.settings.production
USER marketplace
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s CMD ["python", "-m", "marketplace.ops.container"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", \
     "--respawn-failed-workers", "--no-ws", "--static-path-route", "/media", "--static-path-mount", "/app/var/media", \
     "marketplace.wsgi:application"]
