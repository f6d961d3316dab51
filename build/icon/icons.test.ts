import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { toIcns, toIco } from "./icon-containers.ts";

const resources = fileURLToPath(new URL("../installer/resources/", import.meta.url));
const pngSize = (bytes: Buffer, at = 0): readonly [number, number] => [bytes.readUInt32BE(at + 16), bytes.readUInt32BE(at + 20)];
const isPng = (bytes: Buffer, at = 0): boolean => bytes.toString("latin1", at + 1, at + 4) === "PNG";

test("every picture for Linux is a PNG of the size in its name", () => {
  const names = readdirSync(`${resources}icons`).toSorted();
  expect(names).toEqual(["128x128.png", "16x16.png", "24x24.png", "256x256.png", "32x32.png", "48x48.png", "512x512.png", "64x64.png"]);
  for (const name of names) {
    const bytes = readFileSync(`${resources}icons/${name}`);
    expect([name, isPng(bytes), pngSize(bytes).join("x")]).toEqual([name, true, name.slice(0, -4)]);
  }
});

test("Windows' icon holds seven whole pictures, up to 256 pixels", () => {
  const ico = readFileSync(`${resources}icon.ico`);
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = ico.readUInt32LE(6 + 16 * index + 12);
    expect(isPng(ico, at)).toBe(true);
    return pngSize(ico, at)[0];
  });
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test("macOS' icon is as long as it says, up to 1024 pixels", () => {
  const icns = readFileSync(`${resources}icon.icns`);
  expect([icns.toString("latin1", 0, 4), icns.readUInt32BE(4)]).toEqual(["icns", icns.length]);
  expect(icns.includes("ic10")).toBe(true);
});

test("the containers say where each picture lies", () => {
  const picture = { size: 256, png: Buffer.from("png") };
  expect([toIco([picture]).readUInt8(6), toIco([picture]).readUInt32LE(14), toIco([picture]).readUInt32LE(18)]).toEqual([0, 3, 22]);
  expect(toIcns([picture]).toString("latin1")).toMatch(/^icns.{4}ic08.{4}pngic13.{4}png$/s);
});
