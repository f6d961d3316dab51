import { expect, test, vi } from "vitest";
import type { Bridge } from "../../shared/bridge/contract.ts";
import { createDesk } from "../state/desk.ts";
import { BridgeFailure } from "./host-link.ts";
import { nameFailures, openBridge } from "./open-bridge.ts";

/** As across Electron's wall: of what is thrown, another error with the same message arrives. */
const refusing = (message: string): Bridge => ({ call: () => Promise.reject(new Error(message)), on: () => () => undefined });

test("a refused call of Electron's window keeps its code, as in a browser", async () => {
  const failure: unknown = await nameFailures(refusing("G1008")).call("app.info", undefined).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(BridgeFailure);
  expect(failure).toMatchObject({ code: "G1008" });
  await expect(nameFailures(refusing("An object could not be cloned.")).call("app.info", undefined)).rejects.toMatchObject({ code: "G5001" });
});

test("the desk over the preload's bridge tells the person that code", async () => {
  const links: string[] = [];
  vi.stubGlobal("window", { guichet: refusing("G1005") });
  const desk = createDesk(await openBridge((link) => links.push(link)));
  vi.unstubAllGlobals();
  expect(await desk.ask("app.info", undefined)).toBeUndefined();
  expect(desk.get().failure).toEqual({ code: "G1005" });
  expect(await desk.attempt("files.create", undefined)).toEqual({ ok: false, error: { code: "G1005" } });
  expect(links).toEqual(["joined"]);
});

test("answers and news pass as they are", async () => {
  const bridge = nameFailures({ call: async () => ({ version: "1" }) as never, on: () => () => undefined });
  expect(await bridge.call("app.info", undefined)).toEqual({ version: "1" });
  expect(bridge.on("app.info", () => undefined)).toBeTypeOf("function");
});
