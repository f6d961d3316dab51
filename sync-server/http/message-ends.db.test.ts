import { connect } from "node:net";
import { expect, test } from "vitest";
import { testServer } from "./testing/test-server.ts";

/** What came back until the server ended the line, or went quiet with it open. */
function say(address: string, text: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(text));
    let heard = "";
    socket.on("data", (piece) => (heard += String(piece)));
    socket.on("close", () => resolve(heard)).on("error", reject);
  });
}
const statusesOf = (heard: string): readonly string[] => [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status ?? "");

test.each([
  ["two ways to tell its end", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
  ["two lengths", "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}"],
  ["an ending that is no chunk's", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"],
  ["a length that is none", "Content-Length: +2\r\n\r\n{}"],
])("a request with %s is refused, and what is behind it is not heard", async (_what, rest) => {
  const { app } = await testServer();
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const heard = await say(address, `POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${rest}GET /v1/hello HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(statusesOf(heard)).toEqual(["400"]);
  expect(heard).toContain("G4001");
});

test("TRACE is no method here: nothing of a request is sent back", async () => {
  const { app } = await testServer();
  const heard = await say(await app.listen({ port: 0, host: "127.0.0.1" }), "TRACE /v1/hello HTTP/1.1\r\nHost: x\r\nX-Secret: told-to-nobody\r\n\r\n");
  expect(statusesOf(heard)).toEqual(["405"]);
  expect(heard).not.toContain("told-to-nobody");
});

test("a parameter given twice is refused, and JSON says its charset", async () => {
  const { app } = await testServer();
  const twice = await app.inject({ url: "/v1/hello?bank=0198f000-0000-7000-8000-000000000001&bank=0198f000-0000-7000-8000-000000000002" });
  expect([twice.statusCode, twice.json().code, twice.json().params.path]).toEqual([400, "G4001", "bank"]);
  for (const url of ["/v1/hello", "/v1/nothing", "/healthz"]) expect((await app.inject({ url })).headers["content-type"]).toBe("application/json; charset=utf-8");
});
