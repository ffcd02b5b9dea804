# Image of the terminal agent, for tills that run containers. Build the program first (./mvnw package), then, from
# the root of the project:
#   docker build -f docker/terminal-agent.Dockerfile -t tillstream/terminal-agent .
# The agent answers this computer only, so it needs the computer's own network; and its journal must be on a
# local disk that outlives the container:
#   docker run --rm --network host -v tillstream-agent:/data -v tillstream-witness:/witness \
#     -v /etc/machine-id:/etc/machine-id:ro tillstream/terminal-agent enrol --store URL --code CODE
#   docker run -d --restart always --network host -v tillstream-agent:/data -v tillstream-witness:/witness \
#     -v /etc/machine-id:/etc/machine-id:ro tillstream/terminal-agent
# The witness tells a restored journal from the newest one. It must outlive the container too, and is best kept on
# another disk than /data (docs/OPERATIONS.md); without it each new container has to be enrolled anew.
FROM eclipse-temurin:25-jre

RUN useradd --system --uid 10001 --home-dir /opt/tillstream tillstream \
 && install -d -o tillstream -g tillstream -m 750 /data /witness
COPY --chown=root:root terminal-agent/target/quarkus-app /opt/tillstream

USER tillstream
WORKDIR /opt/tillstream
VOLUME /data /witness
# Few arenas of the C library keep little of what was freed.
ENV TILLSTREAM_DATA=/data \
    TILLSTREAM_AGENT_WITNESS=/witness \
    MALLOC_ARENA_MAX=2
# A till is a small computer: little heap, the collector with the least memory and threads of its own, and freed
# memory goes back to the machine; as the project's demo runs it. Without room on the heap the program must end
# and be restarted.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx48m", "-Xss512k", "-XX:TrimNativeHeapInterval=10000", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
