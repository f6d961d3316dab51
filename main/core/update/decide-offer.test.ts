import { expect, test } from "vitest";
import { someManifest, aVersion, aName, someReleaseFile } from "../../../shared/release/testing-release.ts";
import { NO_RELEASE_RULES, type ReleaseRules } from "../../../shared/release/bank-rules.ts";
import type { BankWord } from "./bank-word.ts";
import { decideOffer, type Offer, type Situation } from "./decide-offer.ts";
import { installHindrance } from "./decide-install.ts";
import { readInstallKind } from "./install-kind.ts";
import { stagingNumberOf } from "./staging-number.ts";

const situation: Situation = {
  current: aVersion("1.3.0"), protocol: 1, channel: "stable", install: "per-user", machine: { platform: "win", arch: "x64" }, stagingNumber: 50, centre: { protocol: 1, minProtocol: 1 }, mark: undefined, bankWords: [],
};
const says = (offer: Offer): string => offer.kind === "refused" ? `refused ${offer.fault.reason}` : offer.kind === "nothing" ? `nothing ${offer.why}` : `${offer.kind}${offer.mandatory ? " mandatory" : ""}`;
const decide = (manifest: Parameters<typeof someManifest>[0], over: Partial<Situation> = {}): string => says(decideOffer(someManifest(manifest), { ...situation, ...over }));

test("[UP1] a per-user install downloads, a per-machine one is told, sources are left alone", () => {
  expect([decide({}), decide({}, { install: "per-machine" }), decide({}, { install: "sources" })]).toEqual(["download", "announce", "nothing sources"]);
  expect([readInstallKind(false, "user"), readInstallKind(true, "user\n"), readInstallKind(true, "machine"), readInstallKind(true, undefined), readInstallKind(true, "")]).toEqual(["sources", "per-user", "per-machine", "per-machine", "per-machine"]);
});

test("[UP2] staging takes the numbers below it, 0 halts even the mandatory, and a mandatory release passes it", () => {
  const at = (staging: number, stagingNumber: number, minimumVersion = "1.0.0"): string => decide({ staging, minimumVersion: aVersion(minimumVersion) }, { stagingNumber });
  expect([at(50, 49), at(50, 50), at(100, 99), at(1, 0), at(0, 0), at(1, 99, "1.4.0"), at(0, 0, "1.4.0")]).toEqual(["download", "nothing staged", "download", "download", "nothing halted", "download mandatory", "nothing halted"]);
});

test("[UP2] the staging number is stable for a computer and a version, and spread over both", () => {
  const numbers = Array.from({ length: 2_000 }, (_, i) => stagingNumberOf(`machine-${i}`, aVersion("1.4.0")));
  expect(numbers).toEqual(Array.from({ length: 2_000 }, (_, i) => stagingNumberOf(`machine-${i}`, aVersion("1.4.0"))));
  expect(numbers.every((n) => Number.isInteger(n) && n >= 0 && n < 100)).toBe(true);
  const below = numbers.filter((n) => n < 20).length;
  expect(below).toBeGreaterThan(320);
  expect(below).toBeLessThan(480);
  expect(numbers.filter((n, i) => n < 20 && stagingNumberOf(`machine-${i}`, aVersion("1.5.0")) < 20).length).toBeLessThan(below / 2);
});

test("[UP3] another channel, an older or the same version, a replay: refused or nothing", () => {
  const mark = { channel: "stable" as const, version: aVersion("1.4.0"), issuedAt: "2026-11-20T08:00:00Z" };
  expect([
    decide({ channel: "pilot" }), decide({}, { current: aVersion("1.4.0") }), decide({}, { current: aVersion("1.5.0") }), decide({}, { mark }),
    decide({}, { mark: { ...mark, version: aVersion("1.4.1") } }), decide({}, { mark: { ...mark, issuedAt: "2026-11-21T08:00:00Z" } }), decide({ channel: "pilot", version: aVersion("1.4.0-rc.1") }, { channel: "pilot", mark }),
  ]).toEqual(["refused other-channel", "nothing current", "refused downgrade", "download", "refused replay", "refused replay", "download"]);
});

test("[UP4] a release waits for a centre that it can speak with", () => {
  expect([decide({ protocol: 3, minimumProtocol: 2 }), decide({ protocol: 3, minimumProtocol: 2 }, { centre: { protocol: 2, minProtocol: 1 } }), decide({ protocol: 3, minimumProtocol: 2 }, { centre: undefined })]).toEqual(["nothing centre-older", "download", "download"]);
});

test("[UP2] it is mandatory below the manifest's minimum, and where the centre no longer understands this version but would the release", () => {
  const centre = { protocol: 2, minProtocol: 2 };
  expect([decide({ minimumVersion: aVersion("1.3.1") }), decide({ protocol: 2 }, { centre, stagingNumber: 99 }), decide({ protocol: 2, staging: 1 }, { centre, stagingNumber: 99 }), decide({ protocol: 1, staging: 1 }, { centre, stagingNumber: 99 }), decide({ protocol: 2 }, { centre, install: "per-machine" })])
    .toEqual(["download mandatory", "download mandatory", "download mandatory", "nothing staged", "announce mandatory"]);
});

test("[RE1] [RE2] [RE4] the bank's word holds back what the manifest would give, the strictest of the profiles here, and never gives what it would not", () => {
  const profile = "0190a0b0-0000-7000-8000-00000000000a";
  const word = (over: Partial<ReleaseRules>, branch = profile): BankWord => ({ profile, replica: profile, branches: [branch], rules: { ...NO_RELEASE_RULES, ...over } });
  const held = (...bankWords: readonly BankWord[]): string => decide({}, { bankWords });
  expect([held(word({})), held(word({ halted: true })), held(word({ upTo: aVersion("1.3.0") })), held(word({ upTo: aVersion("1.4.0") })), held(word({ share: 0 })), held(word({ share: 0, firstBranches: [profile] }))])
    .toEqual(["download", "nothing bank-halted", "nothing bank-version", "download", "nothing bank-staged", "download"]);
  expect(held(word({}), word({ halted: true }))).toBe("nothing bank-halted");
  const open = [word({ firstBranches: [profile] })];
  expect([decide({ staging: 0 }, { bankWords: open }), decide({ staging: 10 }, { bankWords: open }), decide({ version: aVersion("1.2.0"), previousVersion: null }, { bankWords: open }), decide({}, { bankWords: open, install: "per-machine" })])
    .toEqual(["nothing halted", "nothing staged", "refused downgrade", "announce"]);
});

test("[UP6] only the file made for this system and architecture, and for a per-user install, is brought", () => {
  const of = (over: Parameters<typeof someReleaseFile>[0], machine: Situation["machine"]): string => decide({ files: [someReleaseFile(over)] }, { machine });
  expect([of({}, { platform: "win", arch: "arm64" }), of({ target: "msi", name: aName("x.msi") }, { platform: "win", arch: "x64" }), of({ platform: "linux", target: "deb" }, { platform: "linux", arch: "x64" }), of({ arch: "universal" }, { platform: "win", arch: "arm64" })])
    .toEqual(["nothing no-file", "nothing no-file", "nothing no-file", "download"]);
});

test("[UP5] never during unsent work or an open file; unsendable work does not hold back what would let it be sent", () => {
  const calm = { unsent: 0, openFile: false, centreRefuses: false };
  expect([calm, { ...calm, openFile: true }, { ...calm, unsent: 1 }, { ...calm, unsent: undefined }, { ...calm, unsent: 3, centreRefuses: true }, { unsent: 3, openFile: true, centreRefuses: true }].map(installHindrance))
    .toEqual([undefined, "open-file", "unsent-work", "locked", undefined, "open-file"]);
});
