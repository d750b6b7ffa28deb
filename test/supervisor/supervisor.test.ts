import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { Ending, FromServer, Message, ToServer } from "../../supervisor/messages.ts";
import { Supervisor } from "../../supervisor/supervisor.ts";

type Ended = (ending: Exclude<Ending, "time">, detail: string) => void;

/** A server as the supervisor sees it. */
class Server {
  readonly told: ToServer[] = [];
  readonly say: (said: FromServer) => void;
  readonly die: Ended;
  isEnded = false;
  isAlive = true;

  constructor(say: (said: FromServer) => void, die: Ended) {
    this.say = say;
    this.die = die;
  }

  post(said: ToServer): void {
    this.told.push(said);
    if (this.isAlive && !("jsonrpc" in said) && said.kind === "ping") this.say({ kind: "pong" });
  }

  end(): void {
    this.isEnded = true;
  }

  /** What it was told in the protocol, by method. */
  get methods(): readonly (string | undefined)[] {
    return this.told.flatMap((said) => ("jsonrpc" in said ? [said.method] : []));
  }

  get start() {
    return this.told.find((said) => "kind" in said && said.kind === "start");
  }

  get pings(): number {
    return this.told.filter((said) => "kind" in said && said.kind === "ping").length;
  }
}

/** A supervisor between a client and servers that do as the test says. */
class Scene {
  readonly servers: Server[] = [];
  readonly sent: Message[] = [];
  readonly exits: number[] = [];
  readonly supervisor: Supervisor;
  #now = 0;
  #due: { readonly at: number; readonly work: () => void }[] = [];

  /** `areAlive` says whether servers answer at first when they are asked whether they live. */
  constructor(areAlive = true) {
    this.supervisor = new Supervisor({
      start: (heard, ended) => {
        const server = new Server((said) => heard(said), ended);
        server.isAlive = areAlive;
        this.servers.push(server);
        return server;
      },
      send: (message) => this.sent.push(message),
      exit: (code) => this.exits.push(code),
      clock: {
        now: () => this.#now,
        after: (milliseconds, work) => {
          const due = { at: this.#now + milliseconds, work };
          this.#due.push(due);
          return () => {
            this.#due = this.#due.filter((other) => other !== due);
          };
        },
      },
    });
  }

  get server(): Server {
    const server = this.servers.at(-1);
    ok(server);
    return server;
  }

  get isWaiting(): boolean {
    return this.#due.length > 0;
  }

  pass(seconds: number): void {
    const until = this.#now + seconds * 1_000;
    for (;;) {
      const next = this.#due.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.#due.shift();
      this.#now = Math.max(this.#now, next.at);
      next.work();
    }
    this.#now = until;
  }

  /** The machine is put to sleep: timers are late, all at once. */
  sleep(seconds: number): void {
    this.#now += seconds * 1_000;
  }

  ask(id: number, method: string, params: unknown = {}): void {
    this.supervisor.receive({ jsonrpc: "2.0", id, method, params });
  }

  tell(method: string, params: unknown = {}): void {
    this.supervisor.receive({ jsonrpc: "2.0", method, params });
  }

  /** A client that has begun, with one document. */
  begin(capabilities: unknown = {}): this {
    this.ask(1, "initialize", { processId: 7, workspaceFolders: [{ uri: "file:///w" }], capabilities });
    this.server.say({ jsonrpc: "2.0", id: 1, result: {} });
    this.tell("initialized");
    this.tell("textDocument/didOpen", { textDocument: { uri, languageId: "terraform", version: 1, text: "one" } });
    this.sent.length = 0;
    return this;
  }

  /** The server goes to a directory and does not come back. */
  hang(directory = "file:///w/app"): void {
    this.server.say({ kind: "at", place: { directory, document: `${directory}/main.tf` } });
    this.server.isAlive = false;
    this.tell("textDocument/didSave", { textDocument: { uri: `${directory}/main.tf` } });
    this.pass(7);
  }

  messages(method: string): readonly Record<string, unknown>[] {
    return this.sent.flatMap((message) =>
      message.method === method ? [message.params as Record<string, unknown>] : [],
    );
  }

  refusal(id: number): Refusal {
    const error = this.answer(id)?.error;
    ok(error);
    return error as Refusal;
  }

  answer(id: number): Message | undefined {
    return this.sent.find((message) => message.method === undefined && message.id === id);
  }
}

const uri = "file:///w/app/main.tf";

interface Refusal {
  readonly code: number;
  readonly data?: unknown;
}

describe("the supervisor", () => {
  it("hands on what client and server say to each other", () => {
    const scene = new Scene().begin();
    scene.ask(2, "textDocument/hover", { position: 1 });
    deepEqual(scene.server.told.at(-1), {
      jsonrpc: "2.0",
      id: 2,
      method: "textDocument/hover",
      params: { position: 1 },
    });
    scene.server.say({ jsonrpc: "2.0", id: 2, result: "text" });
    scene.server.say({ jsonrpc: "2.0", method: "parapet/status", params: {} });
    deepEqual(scene.sent, [
      { jsonrpc: "2.0", id: 2, result: "text" },
      { jsonrpc: "2.0", method: "parapet/status", params: {} },
    ]);
  });

  it("ends a server that is silent for five seconds, says so with the file's name, and starts another", () => {
    const scene = new Scene().begin();
    scene.hang();
    equal(scene.servers.length, 2);
    equal(scene.servers[0]?.isEnded, true);
    equal(scene.messages("window/showMessage").length, 1);
    const [{ type, message } = {}] = scene.messages("window/showMessage");
    equal(type, 2);
    equal(
      message,
      "Parapet did not answer for 5 s, at app/main.tf. It leaves that directory alone until a file in it is changed.",
    );
    equal(scene.messages("window/logMessage").length, 1);
  });

  it("lets a server be that answers within that time", () => {
    const scene = new Scene().begin();
    scene.server.isAlive = false;
    scene.tell("textDocument/didSave");
    scene.pass(5);
    scene.server.isAlive = true;
    scene.server.say({ kind: "pong" });
    scene.pass(60);
    equal(scene.servers.length, 1);
  });

  it("is more patient while a server starts", () => {
    const scene = new Scene(false);
    scene.pass(19);
    equal(scene.servers.length, 1);
    scene.pass(1);
    equal(scene.servers.length, 2);
  });

  it("is more patient where large documents are open", () => {
    const scene = new Scene().begin();
    const text = "x".repeat(20_000_000);
    scene.tell("textDocument/didOpen", {
      textDocument: { uri: "file:///w/b.json", languageId: "json", version: 1, text },
    });
    scene.server.isAlive = false;
    scene.pass(14);
    equal(scene.servers.length, 1);
    scene.pass(3);
    equal(scene.servers.length, 2);
  });

  it("does not count the hours that the machine slept", () => {
    const scene = new Scene().begin();
    scene.server.isAlive = false;
    scene.tell("textDocument/didSave");
    scene.pass(2);
    scene.sleep(3_600);
    scene.pass(1);
    equal(scene.servers.length, 1);
    scene.server.isAlive = true;
    scene.server.say({ kind: "pong" });
    scene.pass(60);
    equal(scene.servers.length, 1);
  });

  it("asks no server that rests", () => {
    const scene = new Scene().begin();
    scene.pass(60);
    const { pings } = scene.server;
    equal(scene.isWaiting, false);
    scene.pass(3_600);
    equal(scene.server.pings, pings);
    scene.ask(2, "parapet/checkWorkspace");
    scene.pass(3_600);
    ok(scene.server.pings > pings + 1_000, `${scene.server.pings}`);
  });

  it("tells the next server everything that the first one knew", () => {
    const scene = new Scene().begin();
    scene.tell("workspace/didChangeConfiguration", { settings: { parapet: { run: "onSave" } } });
    scene.tell("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: "file:///x" }], removed: [{ uri: "file:///w" }] },
    });
    scene.tell("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } }, text: " two" }],
    });
    scene.hang();
    const told = scene.server.told.filter((said) => !("kind" in said && said.kind === "ping"));
    const [start, initialize, initialized, configuration, open, ...more] = told;
    deepEqual(start, {
      kind: "start",
      run: 2,
      leftAlone: [{ directory: "file:///w/app", reads: [], ending: "time", seconds: 5, until: "changed" }],
    });
    const { params } = initialize as Message;
    deepEqual(params, { processId: null, workspaceFolders: [{ uri: "file:///x" }], capabilities: {} });
    equal((initialized as Message).method, "initialized");
    const { settings } = (configuration as Message).params as { readonly settings: unknown };
    deepEqual(settings, { parapet: { run: "onSave" } });
    deepEqual((open as Message).params, {
      textDocument: { uri, languageId: "terraform", version: 2, text: "one two" },
    });
    deepEqual(more, []);
  });

  it("tells the client nothing of the second beginning", () => {
    const scene = new Scene().begin();
    scene.hang();
    scene.sent.length = 0;
    const again = scene.server.told.find((said) => "jsonrpc" in said && said.method === "initialize") as Message;
    scene.server.say({ jsonrpc: "2.0", id: again.id ?? null, result: { capabilities: {} } });
    deepEqual(scene.sent, []);
  });

  it("makes a client that can ask for everything anew", () => {
    const scene = new Scene().begin({ workspace: { diagnostics: { refreshSupport: true }, inlayHint: {} } });
    scene.hang();
    scene.sent.length = 0;
    const again = scene.server.told.find((said) => "jsonrpc" in said && said.method === "initialize") as Message;
    scene.server.say({ jsonrpc: "2.0", id: again.id ?? null, result: { capabilities: {} } });
    deepEqual(
      scene.sent.map(({ method }) => method),
      ["workspace/diagnostic/refresh"],
    );
    const { told } = scene.server;
    const before = told.length;
    scene.supervisor.receive({ jsonrpc: "2.0", id: scene.sent[0]?.id ?? null, result: null });
    equal(told.length, before);
  });

  it("answers what the client waits for: diagnostics are asked for again, other questions quietly dropped", () => {
    const scene = new Scene().begin();
    scene.ask(2, "textDocument/diagnostic");
    scene.ask(3, "textDocument/hover");
    scene.ask(4, "parapet/explain");
    scene.hang();
    const codes = [2, 3, 4].map((id) => scene.refusal(id).code);
    deepEqual(codes, [-32802, -32801, -32603]);
    deepEqual(scene.refusal(2).data, { retriggerRequest: true });
    // the dead server's answer, had it been under way
    scene.servers[0]?.say({ jsonrpc: "2.0", id: 3, result: "late" });
    equal(scene.sent.filter(({ id }) => id === 3).length, 1);
  });

  it("answers an initialize that killed the server with the next one's answer", () => {
    const scene = new Scene();
    scene.ask(1, "initialize", { capabilities: {} });
    scene.server.die("failure", "no stack");
    equal(scene.answer(1), undefined);
    scene.server.say({ jsonrpc: "2.0", id: 1, result: { capabilities: {} } });
    deepEqual(scene.answer(1)?.result, { capabilities: {} });
  });

  it("goes on with a check of the workspace", () => {
    const scene = new Scene().begin();
    scene.ask(2, "parapet/checkWorkspace");
    scene.hang();
    equal(scene.answer(2), undefined);
    equal(scene.server.methods.at(-1), "parapet/checkWorkspace");
    scene.server.say({ jsonrpc: "2.0", id: 2, result: { files: 1, findings: 0 } });
    deepEqual(scene.answer(2)?.result, { files: 1, findings: 0 });
  });

  it("keeps the questions of two servers apart, and drops answers to the first", () => {
    const scene = new Scene().begin();
    const question = { jsonrpc: "2.0", id: 0, method: "workspace/configuration", params: {} };
    scene.server.say(question);
    scene.hang();
    scene.server.say(question);
    const [first, second] = scene.sent.filter(({ method }) => method === "workspace/configuration").map(({ id }) => id);
    ok(first !== second);
    scene.supervisor.receive({ jsonrpc: "2.0", id: first ?? null, result: ["old"] });
    scene.supervisor.receive({ jsonrpc: "2.0", id: second ?? null, result: ["new"] });
    const answers = scene.server.told.filter((said) => "jsonrpc" in said && said.method === undefined);
    deepEqual(answers, [{ jsonrpc: "2.0", id: 0, result: ["new"] }]);
  });

  it("calls off a server's question under the id that the client knows", () => {
    const scene = new Scene().begin();
    scene.server.say({ jsonrpc: "2.0", id: 0, method: "workspace/configuration", params: {} });
    scene.server.say({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id: 0 } });
    const [question, cancel] = scene.sent;
    deepEqual(cancel?.params, { id: question?.id });
  });

  it("registers once, however many servers ask", () => {
    const scene = new Scene().begin();
    const ask = (id: string, method: string) =>
      scene.server.say({
        jsonrpc: "2.0",
        id: 0,
        method: "client/registerCapability",
        params: { registrations: [{ id, method, registerOptions: { section: "parapet" } }] },
      });
    ask("a", "workspace/didChangeConfiguration");
    scene.hang();
    ask("b", "workspace/didChangeConfiguration");
    ask("c", "workspace/didChangeWatchedFiles");
    deepEqual(
      scene
        .messages("client/registerCapability")
        .map(({ registrations }) => (registrations as { id: string }[])[0]?.id),
      ["a", "c"],
    );
    deepEqual(scene.server.told.at(-1), { jsonrpc: "2.0", id: 0, result: null });
  });

  it("takes back what the old server showed of closed files", () => {
    const scene = new Scene().begin();
    for (const shown of [uri, "file:///w/closed.tf"])
      scene.server.say({
        jsonrpc: "2.0",
        method: "textDocument/publishDiagnostics",
        params: { uri: shown, diagnostics: [{}] },
      });
    scene.hang();
    deepEqual(scene.messages("textDocument/publishDiagnostics").at(-1), {
      uri: "file:///w/closed.tf",
      diagnostics: [],
    });
    equal(scene.messages("textDocument/publishDiagnostics").length, 3);
  });

  it("tells of a server that ran out of memory or was ended by a failure, with the stack in the log", () => {
    const scene = new Scene().begin();
    scene.server.say({ kind: "at", place: { directory: "file:///w/a%20b", document: "file:///w/a%20b/main.tf" } });
    scene.server.die("memory", "");
    scene.server.die("failure", "Error: x\n    at y");
    const said = scene.messages("window/showMessage").map(({ message }) => message);
    match(String(said[0]), /^Parapet ran out of memory at a b\/main\.tf\. It leaves/);
    match(String(said[1]), /^Parapet's server stopped\. It was started again\.$/);
    match(String(scene.messages("window/logMessage")[1]?.["message"]), /at y/);
  });

  it("shows a name that holds control characters as the URI writes it", () => {
    const scene = new Scene().begin();
    scene.hang("file:///w/a%0A%1Bb");
    match(String(scene.messages("window/showMessage")[0]?.["message"]), /at a%0A%1Bb\/main\.tf\./);
  });

  it("waits for a save where a directory hangs again right after a change", () => {
    const scene = new Scene().begin();
    scene.hang();
    scene.server.say({ kind: "resumed", directory: "file:///w/app" });
    scene.hang();
    const { start } = scene.server;
    ok(start && "kind" in start && start.kind === "start");
    deepEqual(
      start.leftAlone.map(({ until }) => until),
      ["saved"],
    );
    match(String(scene.messages("window/showMessage")[1]?.["message"]), /until a file in it is saved\.$/);
  });

  it("leaves nothing alone that was taken up again and went well", () => {
    const scene = new Scene().begin();
    scene.hang();
    scene.server.say({ kind: "resumed", directory: "file:///w/app" });
    scene.pass(120);
    scene.hang("file:///w/other");
    const { start } = scene.server;
    ok(start && "kind" in start && start.kind === "start");
    deepEqual(
      start.leftAlone.map(({ directory, until }) => [directory, until]),
      [["file:///w/other", "changed"]],
    );
  });

  it("gives up after six deaths in three minutes, and then answers at once", () => {
    const scene = new Scene().begin();
    for (let death = 0; death < 6; death++) scene.server.die("failure", "");
    equal(scene.servers.length, 6);
    deepEqual(
      scene.messages("window/showMessage").map(({ type }) => type),
      [2, 2, 2, 2, 2, 1],
    );
    match(String(scene.messages("window/showMessage").at(-1)?.["message"]), /keeps failing and was not started again/);
    equal(scene.messages("parapet/status").at(-1)?.["state"], "error");
    deepEqual(scene.messages("parapet/status").at(-1)?.["unread"], { count: 0, first: [] });
    scene.ask(9, "textDocument/diagnostic");
    deepEqual(scene.refusal(9).data, { retriggerRequest: false });
    scene.ask(10, "shutdown");
    deepEqual(scene.answer(10), { jsonrpc: "2.0", id: 10, result: null });
    scene.tell("exit");
    deepEqual(scene.exits, [0]);
  });

  it("does not give up for deaths that are far apart", () => {
    const scene = new Scene().begin();
    for (let death = 0; death < 12; death++) {
      scene.server.die("failure", "");
      scene.pass(60);
    }
    equal(scene.servers.length, 13);
  });

  it("lets a server that hangs while it shuts down rest in peace, before the client loses its patience", () => {
    const scene = new Scene().begin();
    scene.server.isAlive = false;
    scene.pass(0.9);
    scene.ask(2, "shutdown");
    scene.pass(0.9);
    equal(scene.answer(2), undefined);
    scene.pass(0.2);
    deepEqual(scene.answer(2), { jsonrpc: "2.0", id: 2, result: null });
    equal(scene.servers.length, 1);
    equal(scene.server.isEnded, true);
    equal(scene.sent.length, 1);
  });

  it("exits with 1 where nobody asked for a shutdown", () => {
    const scene = new Scene().begin();
    scene.tell("exit");
    deepEqual(scene.exits, [1]);
  });

  it("ends the server with itself", () => {
    const scene = new Scene().begin();
    scene.supervisor.dispose();
    equal(scene.server.isEnded, true);
    scene.server.die("failure", "");
    equal(scene.servers.length, 1);
    equal(scene.isWaiting, false);
  });
});
