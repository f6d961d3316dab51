import { spawn } from "node:child_process";
import { keyIdOf, type ReleaseSigner } from "./signer.ts";

const LONGEST_MS = 60_000;

/**
 * A signer behind a program: a KMS's or a PKCS#11 token's. It is run without a shell or arguments, gets the bytes on its input and answers
 * the signature in base64. Rejects when it fails, lasts over a minute or answers something else.
 */
export function commandSigner(program: string, publicKey: string): ReleaseSigner {
  return { keyId: keyIdOf(publicKey), publicKey, sign: async (bytes) => Buffer.from((await ask(program, bytes)).trim(), "base64") };
}

function ask(program: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"], timeout: LONGEST_MS });
    let answer = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      answer += piece;
      if (answer.length > 1_000) child.kill();
    });
    // A program that ends before it has read everything says why by its code.
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code, signal) => (code === 0 ? resolve(answer) : reject(new Error(signal ?? `exit ${code}`))));
    child.stdin.end(bytes);
  });
}
