import { expect, test } from "vitest";
import { lockAfterMinutes, NO_POLICIES, parsePolicies, policyWords } from "./policies.ts";
import { POLICY_FILE, POLICY_KEY, readPolicies } from "./read-policies.ts";
import { parseRegQuery } from "./registry.ts";

const nowhere = { readFile: () => undefined, queryRegistry: () => undefined };
const printed = [
  "", "HKEY_LOCAL_MACHINE\\Software\\Policies\\Guichet",
  "    ServerAddress    REG_SZ    https://guichet.banque.example/", "    UpdateChannel    REG_SZ    pilot", "    TelemetryOff    REG_DWORD    0x1",
  "    Blob    REG_BINARY    00FF", "", "HKEY_LOCAL_MACHINE\\Software\\Policies\\Guichet\\Below", "",
].join("\r\n");

test("the registry's words and the file's mean the same", () => {
  const asked: string[] = [];
  const onWindows = readPolicies("win32", {}, { ...nowhere, queryRegistry: (key) => { asked.push(key); return printed; } });
  const onLinux = readPolicies("linux", {}, { ...nowhere, readFile: (path) => { asked.push(path); return JSON.stringify({ ServerAddress: "https://guichet.banque.example/", UpdateChannel: "pilot", TelemetryOff: true }); } });
  expect(onWindows).toEqual({ policies: { serverAddress: "https://guichet.banque.example", releaseAddress: undefined, sharedFolder: undefined, updateChannel: "pilot", lockAfterMinutes: undefined, unlockWay: undefined, telemetryOff: true }, faults: [] });
  expect(onLinux).toEqual(onWindows);
  expect(asked).toEqual([POLICY_KEY, POLICY_FILE]);
});

test("nothing decided is no fault", () => {
  for (const platform of ["win32", "linux", "darwin"] as const) expect(readPolicies(platform, {}, nowhere)).toEqual({ policies: NO_POLICIES, faults: [] });
});

test("a wrong key is reported and leaves the others; of telemetry the strict meaning is taken", () => {
  expect(parsePolicies({ ServerAddress: "http://guichet.banque.example", ReleaseAddress: "https://versions.example/guichet/", SharedFolder: "agence", UpdateChannel: "latest", TelemetryOff: "yes", Unknown: 3 })).toEqual({
    policies: { serverAddress: undefined, releaseAddress: "https://versions.example/guichet", sharedFolder: undefined, updateChannel: undefined, lockAfterMinutes: undefined, unlockWay: undefined, telemetryOff: true },
    faults: [{ key: "ServerAddress" }, { key: "SharedFolder" }, { key: "UpdateChannel" }, { key: "TelemetryOff" }],
  });
  expect(parsePolicies({ ServerAddress: "http://127.0.0.1:8787", TelemetryOff: 0 })).toEqual({ policies: { ...NO_POLICIES, serverAddress: "http://127.0.0.1:8787" }, faults: [] });
  for (const path of ["\\\\serveur\\agence", "X:\\agence", "/mnt/agence"]) expect(parsePolicies({ SharedFolder: path })).toEqual({ policies: { ...NO_POLICIES, sharedFolder: path }, faults: [] });
  for (const text of ["https://user:secret@x.example", "file:///etc", "", 7]) expect(parsePolicies({ ServerAddress: text }).faults).toEqual([{ key: "ServerAddress" }]);
});

test("what can't be read is told, and the desk opens", () => {
  const broken = () => { throw new Error("EACCES"); };
  expect(readPolicies("linux", {}, { ...nowhere, readFile: broken })).toEqual({ policies: NO_POLICIES, faults: [{ key: "*" }] });
  expect(readPolicies("win32", {}, { ...nowhere, queryRegistry: broken }).faults).toEqual([{ key: "*" }]);
  for (const text of ["{", "[]", '"x"', "null"]) expect(readPolicies("linux", {}, { ...nowhere, readFile: () => text }).faults).toEqual([{ key: "*" }]);
});

test("an ordinary computer has no such file, and reading it really says so", () => {
  expect(readPolicies("linux", {}).faults).toEqual([]);
});

test("numbers of the registry are read in hexadecimal, names may hold spaces, other types are left out", () => {
  expect(parseRegQuery("    A b    REG_DWORD    0x10\r\n    C    REG_SZ    \r\n    D    REG_MULTI_SZ    x\\0y\r\n")).toEqual({ "A b": 16, C: "" });
});

test("what IT decides comes last among the words of a start, where it wins", () => {
  expect(policyWords({ serverAddress: "https://a.example", releaseAddress: "https://b.example", sharedFolder: "/mnt/agence", updateChannel: "stable", lockAfterMinutes: 5, unlockWay: "both", telemetryOff: true })).toEqual(["--server=https://a.example", "--releases=https://b.example", "--shared-folder=/mnt/agence", "--channel=stable"]);
  expect(policyWords(NO_POLICIES)).toEqual([]);
});

test("the desk locks after the minutes that IT decided, after a quarter of an hour where it decided nothing that can be understood, and 0 is a decision", () => {
  const after = (minutes: unknown): number => lockAfterMinutes(parsePolicies({ LockAfterMinutes: minutes }).policies);
  expect([after(5), after(0), after(480)]).toEqual([5, 0, 480]);
  for (const wrong of [-1, 481, 2.5, "10", true]) expect([after(wrong), parsePolicies({ LockAfterMinutes: wrong }).faults]).toEqual([15, [{ key: "LockAfterMinutes" }]]);
  expect(lockAfterMinutes(NO_POLICIES)).toBe(15);
});

test("what opens a profile is one of the three ways; of what cannot be understood the strict one is taken", () => {
  for (const way of ["passphrase", "either", "both"]) expect(parsePolicies({ UnlockWay: way })).toEqual({ policies: { ...NO_POLICIES, unlockWay: way }, faults: [] });
  for (const wrong of ["vault", "", 1]) expect(parsePolicies({ UnlockWay: wrong })).toEqual({ policies: { ...NO_POLICIES, unlockWay: "both" }, faults: [{ key: "UnlockWay" }] });
});
