# Recoupe for batch work and the desk: docker build -t recoupe . && docker run --rm -v "$PWD":/work recoupe code dispatches.jsonl
# Everything that coding needs is in the image; it runs without a network (add --network none).
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY src src
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
# Which extras are in: docker build --build-arg EXTRAS=en,postgres,ray
ARG EXTRAS=en,postgres,report,desk
COPY constraints.txt /tmp/constraints.txt
COPY --from=build /wheels /tmp/wheels
RUN wheel=$(ls /tmp/wheels/recoupe-*.whl) \
    && pip install --no-cache-dir --constraint /tmp/constraints.txt "recoupe[$EXTRAS] @ file://$wheel" \
    && rm -r /tmp/wheels /tmp/constraints.txt
ENV RECOUPE_CACHE=/var/cache/recoupe RECOUPE_DATA=/var/lib/recoupe PYTHONUNBUFFERED=1
# The gazetteer's index is built into the image, readable by whoever runs it; country dumps go to the volume.
RUN mkdir -p "$RECOUPE_CACHE" "$RECOUPE_DATA" && recoupe gazetteer info && recoupe doctor \
    && chmod -R a+rX "$RECOUPE_CACHE" && chmod 1777 "$RECOUPE_CACHE" "$RECOUPE_DATA" \
    && useradd --create-home recoupe
USER recoupe
VOLUME /var/lib/recoupe
EXPOSE 8765
WORKDIR /work
ENTRYPOINT ["recoupe"]
CMD ["--help"]
