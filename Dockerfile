# syntax=docker/dockerfile:1
# The portal for production: one image for web, worker and beat; a second target holds the mail catcher.

FROM node:24-slim AS bestanden
WORKDIR /bouw
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

FROM python:3.13-slim AS basis
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN groupadd --gid 10001 portaal \
 && useradd --uid 10001 --gid portaal --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portaal \
 && install -d -o portaal -g portaal /gegevens

FROM basis AS bouw
RUN python -m venv /venv
COPY requirements/productie.txt /bouw/
RUN /venv/bin/pip install --require-hashes -r /bouw/productie.txt

FROM basis AS mail
COPY requirements/mail.txt /bouw/
RUN pip install --require-hashes -r /bouw/mail.txt
USER portaal
CMD ["python", "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Debugging", "stdout", "-l", "0.0.0.0:1025"]

FROM basis AS portaal
ENV PATH=/venv/bin:$PATH \
    GEGEVENSMAP=/gegevens \
    STATIC_ROOT=/portaal/verzameld
WORKDIR /portaal
COPY --from=bouw /venv /venv
COPY . .
# Only for this one command: the values let the settings of production load and open nothing.
RUN --mount=type=bind,from=bestanden,source=/bouw/node_modules,target=/portaal/node_modules \
    WIJKPORTAAL_MODUS=productie PORTAAL_URL=https://portaal.example SECRET_KEY=alleen-tijdens-het-bouwen \
    DATABASE_URL=postgresql://niemand@127.0.0.1:1/geen REDIS_URL=redis://127.0.0.1:1 \
    EMAIL_HOST=127.0.0.1 MAIL_AFZENDER=portaal@portaal.example GEGEVENSMAP=/tmp/bouw \
    python manage.py collectstatic --noinput \
 && rm -rf /tmp/bouw && python -m compileall -q /portaal
USER portaal
VOLUME /gegevens
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws", "wijkportaal.wsgi:application"]
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s CMD ["python", "-m", "wijkportaal.gezondheid", "web"]
