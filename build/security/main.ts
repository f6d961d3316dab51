import { writeFileSync } from "node:fs";
import { pages } from "./pages.ts";

for (const [path, make] of Object.entries(pages)) {
  writeFileSync(new URL(`../../${path}`, import.meta.url), make());
  console.log(path);
}
