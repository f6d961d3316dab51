import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Net } from "electron";
import { afterAll, beforeAll, expect, test } from "vitest";
import { net } from "./support/stand-in-electron/net.ts";
import { createNetwork } from "../main/hosts/electron/network.ts";

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/redirect") return void response.writeHead(303, { location: "/there", "set-cookie": ["a=1; Path=/", "b=2"] }).end("ignored");
    let body = "";
    request.on("data", (piece) => (body += String(piece))).on("end", () => response.end(`${request.method} ${request.headers.cookie ?? ""} ${body}`));
    return undefined;
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
const viaSession: string[] = [];
const session = { fetch: async (input: string) => { viaSession.push(input); return new Response("session"); } };
const network = createNetwork(net as unknown as Pick<Net, "request">, session);

test("[DT5] a redirect to be read is read, with every cookie it sets", async () => {
  const answer = await network(`${base}/redirect`, { redirect: "manual" });
  expect([answer.status, answer.headers.get("location"), answer.headers.getSetCookie()]).toEqual([303, "/there", ["a=1; Path=/", "b=2"]]);
});

test("[DT5] an exchange without redirect gives its body; a form is posted with its cookie", async () => {
  const answer = await network(`${base}/form`, { method: "POST", redirect: "manual", headers: { cookie: "a=1" }, body: new URLSearchParams({ login: "é&" }) });
  expect(await answer.text()).toBe("POST a=1 login=%C3%A9%26");
});

test("[DT5] everything else goes through the session's own fetch; what does not answer, or is given up, fails as fetch does", async () => {
  expect(await (await network(`${base}/x`)).text()).toBe("session");
  expect(viaSession).toEqual([`${base}/x`]);
  await expect(network("http://127.0.0.1:1/", { redirect: "manual" })).rejects.toBeInstanceOf(TypeError);
  await expect(network(`${base}/x`, { redirect: "manual", signal: AbortSignal.abort(new Error("given up")) })).rejects.toThrow("given up");
});
