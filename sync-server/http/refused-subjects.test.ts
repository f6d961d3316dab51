import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { roomyLimits } from "./testing/roomy-limits.ts";
import { fakeServices } from "./testing/fake-services.ts";
import { asAdvisor, testServer } from "./testing/test-server.ts";

const pseudonym = (text: string): string => createHmac("sha256", "k").update(text).digest("hex").slice(0, 8);
type Facts = { readonly status: number; readonly who?: string; readonly from?: string };

test("a refused request is logged with whose it was, as a pseudonym: of a person, or of the address of whoever is none; an answered one with nobody", async () => {
  const { app, lines } = await testServer({}, fakeServices({ pseudonym }));
  const ask = (url: string, authorization: string) => app.inject({ method: "POST", url, headers: { authorization }, payload: {} });
  for (const url of ["/v1/operator/acts", "/v1/inspect/files"]) await ask(url, asAdvisor.authorization);
  await ask("/v1/operator/acts", "Bearer good.manager");
  await ask("/v1/pull", "Bearer bad");
  await app.inject({ url: "/v1/me", headers: asAdvisor });
  await app.inject({ url: "/v1/hello" });
  expect(lines.map(({ facts }) => facts as Facts).map(({ status, who, from }) => [status, who, from])).toEqual([
    [403, pseudonym("person advisor"), undefined], [403, pseudonym("person advisor"), undefined], [403, pseudonym("person manager"), undefined], [401, undefined, pseudonym("address 127.0.0.1")], [200, undefined, undefined], [200, undefined, undefined],
  ]);
});

test("who asks too often is told apart from others in the log too", async () => {
  const { app, lines } = await testServer({ limits: { ...roomyLimits, perPerson: 1 } }, fakeServices({ pseudonym }));
  for (let n = 0; n < 2; n += 1) await app.inject({ url: "/v1/me", headers: asAdvisor });
  expect(lines.map(({ facts }) => facts as Facts).map(({ status, who }) => [status, who])).toEqual([[200, undefined], [429, pseudonym("person advisor")]]);
});
