import process from "node:process";
import { sign } from "./sign-hook.ts";

/** `node sign-one.ts FILE`: signs it as the environment says; ends with 1 when it could not. */
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("name the file to sign");
await sign({ path });
