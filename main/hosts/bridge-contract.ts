import { afterEach, expect, test } from "vitest";
import { callInputs, type Bridge, type CallName } from "../../shared/bridge/contract.ts";
import type { Settings } from "../../shared/bridge/app-views.ts";
import { id, type FileId } from "../../shared/kernel/ids.ts";

/** One window's end of a transport, and what the host does besides. */
export type OpenedBridge = {
  readonly bridge: Bridge;
  /** A call as a hostile window would make it: any name, any input. Answers the code it was refused with. */
  readonly callRaw: (name: string, input: unknown) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** What every way between a window and a core must do; the core is the fake one of main/core/port/test-support. */
export function bridgeContract(name: string, open: () => Promise<OpenedBridge>): void {
  const opened: OpenedBridge[] = [];
  const openOne = async (): Promise<OpenedBridge> => {
    const one = await open();
    opened.push(one);
    return one;
  };
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  /** The fake core refuses what is saved with the text itself, so that it is seen to have crossed whole. */
  const save = (bridge: Bridge, value: string) => bridge.call("files.saveField", { file: id<FileId>("0190c0de-0000-7000-8000-000000000001"), field: "legalName", value });
  const codeOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => "answered", (error: unknown) => (error instanceof Error && "code" in error ? error.code : error));

  test(`${name} [BR1] every call of the contract reaches the core: none is unknown on the way`, async () => {
    const { callRaw } = await openOne();
    for (const call of Object.keys(callInputs)) expect([call, await callRaw(call, { not: "this" })]).not.toEqual([call, "G4005"]);
  });

  test(`${name} [BR1] an answer comes back as the core gave it, text to the last character`, async () => {
    const { bridge } = await openOne();
    const text = 'Société « Œuvre & Fils » — 1 250 000,50 €\u202f\u2028\u2029 "\\ \n\r\t 🏦 <script>';
    expect(await save(bridge, text)).toEqual({ ok: false, error: { code: "G2002", params: { text, length: text.length } } });
    expect((await bridge.call("app.info", undefined)).centre).toBeUndefined();
  });

  test(`${name} [BR2] an input that does not parse is refused before the core, as is a name outside the contract`, async () => {
    const { callRaw } = await openOne();
    expect(await callRaw("settings.set", { theme: "pink" })).toBe("G4001");
    expect(await callRaw("files.open", { file: "../../etc" })).toBe("G4001");
    for (const wrong of ["files.erase", "toString", "__proto__", "constructor", ""]) expect([wrong, await callRaw(wrong, undefined)]).toEqual([wrong, "G4005"]);
  });

  test(`${name} [BR3] what the core throws crosses as a code, without a word of its message`, async () => {
    const { bridge } = await openOne();
    const failure = await save(bridge, "throw").catch((error: unknown) => error);
    expect(await codeOf(Promise.reject(failure))).toBe("G5001");
    expect(String(failure)).not.toContain("secret");
  });

  test(`${name} [BR4] calls in flight together each get their own answer, a slow one holds none back`, async () => {
    const { bridge } = await openOne();
    const order: string[] = [];
    const ask = async (text: string): Promise<string> => {
      const answer = await save(bridge, text);
      order.push(text);
      return answer.ok ? "" : String(answer.error.params?.["text"]);
    };
    const slow = ask("hold");
    const texts = Array.from({ length: 20 }, (_, index) => `quick ${index}`);
    expect(await Promise.all(texts.map(ask))).toEqual(texts);
    expect(order).not.toContain("hold");
    await ask("release");
    expect(await slow).toBe("hold");
  });

  test(`${name} [BR5] news reach every listener, in order, until it stops listening`, async () => {
    const { bridge } = await openOne();
    const heard: string[] = [];
    const stop = bridge.on("settings.changed", (news) => heard.push(`a:${news.theme}`));
    const last = Promise.withResolvers<undefined>();
    bridge.on("settings.changed", (news) => {
      heard.push(`b:${news.theme}`);
      if (news.theme === "contrast") last.resolve(undefined);
    });
    bridge.on("session.changed", () => heard.push("never"));
    const [dark, light] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    bridge.on("settings.changed", (news) => (news.theme === "dark" ? dark : light).resolve(undefined));
    await bridge.call("settings.set", { theme: "dark" });
    await dark.promise;
    await bridge.call("settings.set", { theme: "light" });
    await light.promise;
    stop();
    const answer: Settings = await bridge.call("settings.set", { theme: "contrast" });
    await last.promise;
    expect(answer.theme).toBe("contrast");
    expect(heard).toEqual(["a:dark", "b:dark", "a:light", "b:light", "b:contrast"]);
  });

  test(`${name} [BR6] a large text crosses whole`, async () => {
    const { bridge } = await openOne();
    const text = "é;1 000,00\n".repeat(400_000);
    expect(await save(bridge, text)).toMatchObject({ error: { params: { length: text.length } } });
  });

  test(`${name} [BR7] once closed, a call fails with a code and nothing hangs`, async () => {
    const { bridge, close } = await openOne();
    const hanging = codeOf(save(bridge, "slow:60000"));
    await bridge.call("app.info", undefined);
    await close();
    expect(await hanging).toMatch(/^G\d{4}$/);
    expect(await codeOf(bridge.call("app.info" satisfies CallName, undefined))).toMatch(/^G\d{4}$/);
  });
}
