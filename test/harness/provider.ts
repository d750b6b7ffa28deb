import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";

/** A provider that is running. */
export interface RunningProvider {
  /** What `TF_REATTACH_PROVIDERS` says of it under its name, by which Terraform finds it. */
  readonly reattach: object;
  stop(): void;
}

/**
 * Starts a provider that has nothing but a schema, and accepts whatever that admits: enough for `terraform validate` without
 * `terraform init` and without a network.
 */
export async function startProvider(schema: Buffer): Promise<RunningProvider> {
  const nothing = Buffer.alloc(0);
  const answerTo = (method: string, request: Buffer): Buffer | undefined => {
    switch (method) {
      case "GetSchema":
        return schema;
      case "PrepareProviderConfig":
        return request;
      case "ValidateResourceTypeConfig":
      case "ValidateDataSourceConfig":
      case "Configure":
      case "Stop":
        return nothing;
      default:
        return undefined;
    }
  };
  const server = createServer();
  // Terraform hangs up in the middle of things when it is done.
  const ignored = (): void => undefined;
  server.on("sessionError", ignored);
  server.on("session", (session) => {
    session.on("error", ignored);
    session.unref();
  });
  server.on("stream", (stream, headers) => {
    const parts: Buffer[] = [];
    stream.on("error", ignored);
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      if (stream.destroyed || stream.closed) return;
      const answer = answerTo(`${headers[":path"]}`.split("/").at(-1) ?? "", Buffer.concat(parts).subarray(prefix));
      stream.on("wantTrailers", () => {
        if (!stream.destroyed) stream.sendTrailers({ "grpc-status": answer ? grpc.ok : grpc.unimplemented });
      });
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.end(answer && framed(answer));
    });
  });
  server.unref();
  const { port } = await new Promise<AddressInfo>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(server.address() as AddressInfo)),
  );
  return {
    reattach: {
      Protocol: "grpc",
      ProtocolVersion: 5,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
    },
    stop: () => server.close(),
  };
}

/** In front of a message stand a byte that says it is not compressed, and its length. */
const prefix = 5;

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(prefix);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

const grpc = { ok: "0", unimplemented: "12" } as const;
