# Image of the terminal agent, for tills that run containers. Build the program first (./mvnw package), then, from
# the root of the project:
#   docker build -f docker/terminal-agent.Dockerfile -t tillstream/terminal-agent .
# The agent answers this computer only, so it needs the computer's own network; and its journal must be on a
# local disk that outlives the container:
#   docker run --rm --network host -v tillstream-agent:/data tillstream/terminal-agent enrol --store URL --code CODE
#   docker run -d --restart always --network host -v tillstream-agent:/data tillstream/terminal-agent
FROM eclipse-temurin:21-jre

RUN useradd --system --uid 10001 --home-dir /opt/tillstream tillstream \
 && install -d -o tillstream -g tillstream -m 750 /data
COPY --chown=root:root terminal-agent/target/quarkus-app /opt/tillstream

USER tillstream
WORKDIR /opt/tillstream
VOLUME /data
ENV TILLSTREAM_DATA=/data
# A till is a small computer: little heap, and only the first of the two compilers.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
