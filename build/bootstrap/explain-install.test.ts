import { expect, test } from "vitest";
import { explainInstall } from "./explain-install.mjs";

test.each([
  ["no network", "npm error code ENOTFOUND\nnpm error syscall getaddrinfo", /réseau[\s\S]*check the network/],
  ["a name server that does not answer", "npm ERR! code EAI_AGAIN", /réseau/],
  ["a refused connection", "npm error code ECONNREFUSED", /HTTPS_PROXY/],
  ["a proxy that wants a password", "npm error code E407\nnpm error 407 Proxy Authentication Required - GET …", /proxy refuse[\s\S]*proxy refuses/],
  ["an intercepting proxy", "npm error code SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
  ["a full disk", "npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write\nnpm error nospc ENOSPC", /disque est plein[\s\S]*disk is full/],
  ["a lock that does not match", "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync", /package-lock\.json ne correspond pas/],
  ["a package that is not the expected one", "npm error code EINTEGRITY\nnpm error sha512-… integrity checksum failed", /ne passez pas outre/],
  ["a registry that wants credentials", "npm error code E401", /refuse l'accès/],
  ["a registry without the version", "npm error code ETARGET\nnpm error notarget No matching version found", /n'a pas l'une des versions/],
  ["files held by somebody", "npm error code EBUSY\nnpm error syscall rmdir", /fermez Guichet/],
  ["no npm", "spawn npm ENOENT", /npm est introuvable/],
])("%s is told in one clear sentence", (_, output, sentence) => {
  expect(explainInstall(output).message).toMatch(sentence);
});

test("an unknown failure shows what npm said, and always the last lines of it", () => {
  const { message } = explainInstall(`${"noise\n".repeat(50)}npm error something nobody foresaw\nnpm error A complete log of this run can be found in: …`);
  expect(message).toContain("something nobody foresaw");
  expect(message).not.toContain("complete log");
  expect(message.split("\n").length).toBeLessThan(20);
});
