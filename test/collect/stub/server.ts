import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { understood, written, type Reply, type StubRequest } from "./wire.ts";

/** Answers in place of AWS. */
export type Answering = (request: StubRequest) => Reply;

/** A server on the loopback that speaks AWS's protocols. */
export class Stub {
  /** Every request, in the order in which they came. */
  readonly requests: StubRequest[] = [];
  port = 0;
  readonly #server: Server;

  constructor(answer: Answering) {
    this.#server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("end", () => {
        const request = understood(message, Buffer.concat(chunks).toString("utf8"));
        this.requests.push(request);
        const reply = answer(request);
        const { status, type, error, text } = written(request, reply);
        response.writeHead(status, {
          "content-type": type,
          "content-length": Buffer.byteLength(text),
          ...(error === undefined ? {} : { "x-amzn-errortype": error }),
        });
        if (reply.kind === "cut") {
          response.write(text.slice(0, text.length / 2));
          setImmediate(() => response.destroy());
        } else {
          response.end(text);
        }
      });
    });
  }

  /** @returns the address that `--endpoint-url` takes */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return `http://127.0.0.1:${String(this.port)}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** How often an operation was asked for. */
  count(operation: string): number {
    return this.requests.filter((request) => request.operation === operation).length;
  }
}
