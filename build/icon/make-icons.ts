import { chromium } from "@playwright/test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchOptions } from "../browser/find-chromium.ts";
import { type Picture, toIcns, toIco } from "./icon-containers.ts";

/**
 * `node build/icon/make-icons.ts`: draws icon.svg at every size that a system wants, with the Chromium of the tests, and puts the results,
 * which are committed, beside it. Run it after changing the drawing; a test checks that sizes and containers are whole.
 */
const resources = fileURLToPath(new URL("../installer/resources", import.meta.url));
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const svg = readFileSync(join(resources, "icon.svg"), "utf8");
const browser = await chromium.launch(await launchOptions());
try {
  const page = await browser.newPage();
  const pictures: Picture[] = [];
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    pictures.push({ size, png: await page.screenshot({ omitBackground: true, type: "png", clip: { x: 0, y: 0, width: size, height: size } }) });
  }
  mkdirSync(join(resources, "icons"), { recursive: true });
  for (const { size, png } of pictures.filter(({ size }) => size <= 512)) writeFileSync(join(resources, "icons", `${size}x${size}.png`), png);
  writeFileSync(join(resources, "icon.ico"), toIco(pictures.filter(({ size }) => size <= 256)));
  writeFileSync(join(resources, "icon.icns"), toIcns(pictures));
  console.log(`${pictures.length} sizes drawn into build/installer/resources.`);
} finally {
  await browser.close();
}
