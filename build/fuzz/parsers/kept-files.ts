import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { FIRST_SIZE, readWindowState } from "../../../main/hosts/electron/window-state.ts";
import { readWeatherDoor } from "../../../main/hosts/cli/weather-door.ts";
import { readControl, writeControl } from "../../../main/core/control/control-file.ts";
import { parseWitness, witnessKey, witnessToText, type Witness } from "../../../main/core/db/witness.ts";
import { ARGON2_COST } from "../../../main/core/keys/derive-key.ts";
import { keyFileToText, parseKeyFile, type KeySlots } from "../../../main/core/keys/key-slots.ts";
import { findProfile, listProfiles, profileDir } from "../../../main/core/keys/profiles.ts";
import { openPlainSettings } from "../../../main/core/session/plain-settings.ts";
import { parseTokens, tokensToText } from "../../../main/core/session/tokens.ts";
import { someManifest } from "../../../shared/release/testing-release.ts";
import { openUpdateMemory } from "../../../main/core/update/update-memory.ts";
import { nearJson } from "../near-json.ts";
import { bytesOf, same, textOf, type Outcome, type Parser } from "../parser.ts";
import { scratchFolder } from "../scratch-folder.ts";

const id = "01890000-0000-7000-8000-00000000000a";

/** A file that a reader finds by its place. */
const inFolder = (name: string, source: string, file: string, values: readonly unknown[], read: (folder: string) => Outcome, folders = ""): Parser => ({
  name, source,
  open: () => {
    const scratch = scratchFolder(join(folders, file));
    mkdirSync(join(scratch.folder, folders), { recursive: true });
    return {
      samples: values.map((value) => bytesOf(JSON.stringify(value))), near: nearJson(...values), close: scratch.remove,
      feed: (input) => {
        scratch.put(input);
        return read(scratch.folder);
      },
    };
  },
});

const random = (length: number): string => randomBytes(length).toString("base64url");
const sealed = () => ({ iv: random(12), box: random(32), tag: random(16) });
const slots: KeySlots = {
  passphrase: { kind: "passphrase", version: 1, cost: ARGON2_COST, salt: random(16), sealed: sealed() }, vault: { kind: "os-vault", version: 1, secret: random(48), sealed: sealed() },
  alone: { kind: "vault", version: 1, secret: random(48), sealed: sealed() },
  others: [{ kind: "recovery", version: 2, anything: { at: 1 } }],
};
const strict: KeySlots = { passphrase: { kind: "both", version: 1, cost: ARGON2_COST, salt: random(16), secret: random(48), sealed: sealed() }, vault: undefined, alone: undefined, others: [] };
const keyFile: Parser = {
  name: "key-file", source: "main/core/keys/key-slots.ts",
  open: () => ({
    samples: [bytesOf(keyFileToText(slots)), bytesOf(keyFileToText({ ...slots, vault: undefined, alone: undefined, others: [] })), bytesOf(keyFileToText(strict))],
    // The checksum made right again, so that what lies behind it is reached.
    near: nearJson(slots).map((bytes) => bytesOf(remade(bytes))),
    feed: (input) => {
      const read = parseKeyFile(textOf(input));
      if (read.kind !== "good") return `refused ${read.kind}`;
      const { memoryKiB, passes, lanes } = read.slots.passphrase.cost;
      if (memoryKiB > 1_048_576 || passes > 64 || lanes > 16) throw new Error("a key file may ask for all the memory of the computer");
      const again = parseKeyFile(keyFileToText(read.slots));
      same("a key file", again, { kind: "good", slots: read.slots });
      return "accepted";
    },
  }),
};

function remade(bytes: Uint8Array): string {
  try {
    return keyFileToText(JSON.parse(textOf(bytes)) as KeySlots);
  } catch {
    return textOf(bytes);
  }
}

const key = witnessKey(Buffer.alloc(32, 7));
const noted: Witness = { mark: { counter: 12, at: 1_600_000_000_000, line: { seq: 4, hash: "a".repeat(64) } }, header: "0".repeat(48), base: { fileBytes: 409_600, page: 3, pageHash: "b".repeat(64) } };
const witness: Parser = {
  name: "witness", source: "main/core/db/witness.ts",
  open: () => ({
    samples: [bytesOf(witnessToText(noted, key)), bytesOf(witnessToText({ ...noted, base: undefined }, key))],
    near: nearJson(JSON.parse(witnessToText(noted, key))),
    feed: (input) => {
      const read = parseWitness(textOf(input), key);
      if (read.kind !== "good") return `refused ${read.kind}`;
      same("a witness", parseWitness(witnessToText(read.witness, key), key), read);
      return "accepted";
    },
  }),
};

const tokens: Parser = {
  name: "tokens", source: "main/core/session/tokens.ts",
  open: () => ({
    samples: [bytesOf(tokensToText({ access: "a.b.c", refresh: "r", expiresAt: 1 }))], near: nearJson({ access: "a.b.c", refresh: "r", expiresAt: 1 }),
    feed: (input) => {
      const read = parseTokens(textOf(input));
      if (read === undefined) return "refused";
      same("tokens", parseTokens(tokensToText(read)), read);
      return "accepted";
    },
  }),
};

const control = { format: 1, path: "/run/user/1000/control.sock", secret: "s".repeat(43), pid: 4_242 } as const;
const controlFile = inFolder("control-file", "main/core/control/control-file.ts", "control.json", [control], (folder) => {
  const read = readControl(folder);
  if (read === undefined) return "refused";
  // Its writer names a file by the process: any number is one.
  writeControl(folder, { ...read, pid: 1 });
  same("a control file", readControl(folder), { ...read, pid: 1 });
  return "accepted";
});

const card = { format: 1, name: "Maëlle Exemple", bank: "Banque Armor", branch: "Agence de Rennes", owner: "o".repeat(43) };
const profileCard = inFolder("profile-card", "main/core/keys/profiles.ts", "profile.json", [card], (folder) => {
  const [found, listed] = [findProfile(folder, id), listProfiles(folder)];
  if (found === undefined || !listed.ok || listed.value.length !== 1) throw new Error("a profile whose card is damaged is not listed, and its work with it");
  if (profileDir(folder, found.id) !== join(folder, "profiles", id)) throw new Error("a card leads elsewhere");
  return found.name === id ? "refused" : "accepted";
}, `profiles/${id}`);

const settings = inFolder("settings", "main/core/session/plain-settings.ts", "settings.json", [{ language: "en", theme: "dark", singleKeys: false }, { language: "fr", theme: "system", singleKeys: true }], (folder) => {
  const read = openPlainSettings(folder).get();
  if (!["fr", "en"].includes(read.language) || !["system", "light", "dark", "contrast"].includes(read.theme) || typeof read.singleKeys !== "boolean") throw new Error("settings of no kind that the window knows");
  openPlainSettings(folder).set({ language: read.language });
  same("settings", openPlainSettings(folder).get(), read);
  return read.language === "en" ? "accepted" : "refused";
});

const { channel, version, issuedAt } = someManifest();
const mark = { channel, version, issuedAt };
const updateMemory = inFolder("update-memory", "main/core/update/update-memory.ts", "memory.json", [{ machine: "0f8fad5b-d9cb-469f-a165-70867728950e", marks: [mark] }], (folder) => {
  const memory = openUpdateMemory(folder);
  const [machine, kept] = [memory.machineId, memory.mark("stable")];
  memory.keep(mark);
  const again = openUpdateMemory(folder);
  same("the memory of updates", [again.machineId, again.mark("stable")], [machine, mark]);
  return kept === undefined ? "refused" : "accepted";
});

const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_080 } }] } as unknown as Parameters<typeof readWindowState>[1];
const windowState = inFolder("window-state", "main/hosts/electron/window-state.ts", "window.json", [{ x: 10, y: 10, ...FIRST_SIZE, maximized: false }], (folder) => {
  const read = readWindowState(join(folder, "window.json"), screen);
  if (read === undefined) return "refused";
  if (![read.x, read.y, read.width, read.height].every(Number.isSafeInteger)) throw new Error("a window of no place");
  return "accepted";
});

const weatherDoor = inFolder("weather-door", "main/hosts/cli/weather-door.ts", "weather.json", [{ format: 1, url: "http://127.0.0.1:9000/", secret: "s".repeat(43), pid: 1 }], (folder) => {
  const read = readWeatherDoor(folder);
  if (read === undefined) return "refused";
  if (new URL(read.url).hostname !== "127.0.0.1") throw new Error("the door of the weather leads off this computer");
  return "accepted";
});

export const keptFileParsers: readonly Parser[] = [keyFile, witness, tokens, controlFile, profileCard, settings, updateMemory, windowState, weatherDoor];
