# Image of the store server. Build the program first (./mvnw package), then, from the root of the project:
#   docker build -f docker/store-server.Dockerfile -t tillstream/store-server .
# Configured by environment variables (docs/CONFIG.md); its own database, when it keeps one, is in /data.
FROM eclipse-temurin:25-jre

RUN useradd --system --uid 10001 --home-dir /opt/tillstream tillstream \
 && install -d -o tillstream -g tillstream -m 750 /data
COPY --chown=root:root store-server/target/quarkus-app /opt/tillstream

USER tillstream
WORKDIR /opt/tillstream
VOLUME /data
EXPOSE 7200
# Inside a container the outside decides which ports are open. Few arenas of the C library keep little of what
# was freed.
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    TILLSTREAM_DATA=/data \
    MALLOC_ARENA_MAX=2
# As the project's demo runs it, with more room: the database driver and large uploads need it. The serial
# collector has the least memory and threads of its own; freed memory goes back to the machine. Without room
# on the heap the program must end and be restarted.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx256m", "-Xmn144m", "-XX:SurvivorRatio=4", "-XX:MetaspaceSize=96m", "-Xss512k", "-XX:TrimNativeHeapInterval=10000", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
