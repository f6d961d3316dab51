import { readFileSync } from "node:fs";
import { z } from "zod";

const domain = z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/);
const roleArn = z.string().regex(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/);

/** What CloudFront needs to answer under a name of ours: a certificate of it, and a firewall. */
const publicName = z.strictObject({
  certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
  firewallArn: z.string().regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w/-]+$/),
});
export type PublicNameOfSite = z.infer<typeof publicName>;

/**
 * Where an environment stands: the account and the names, which differ from one owner to another and are no part of the definition.
 * What is in us-east-1 is there because CloudFront takes nothing else; neither holds data.
 */
export const siteGate = z.strictObject({
  account: z.string().regex(/^\d{12}$/),
  /** Under which the API (`api.`), the downloads (`releases.`), the verification page (`verification.`) and the mail stand. */
  domain,
  hostedZoneId: z.string().regex(/^Z[A-Z0-9]{5,}$/),
  /** Of `releases.` and of `verification.`. Without them CloudFront answers under its own name, without a firewall. */
  releases: publicName.optional(),
  verification: publicName.optional(),
  /** Who runs the cluster, by a role of the account's own directory; never a person's key. */
  operatorRoleArn: roleArn,
  /** Private network of the machines that deploy. */
  runnerCidr: z.string().regex(/^(10|172|192)\.\d{1,3}\.\d{1,3}\.\d{1,3}\/\d{1,2}$/),
  gitlab: z.strictObject({ host: domain, project: z.string().regex(/^[\w.-]+(\/[\w.-]+)+$/) }),
  alarmEmail: z.email(),
});
export type Site = z.infer<typeof siteGate>;

const EXAMPLE = new URL("environments/site.example.json", import.meta.url);
const EXAMPLE_ACCOUNT = "000000000000";

/** @param file path of a site's JSON; the example, which can be synthesised and never deployed, when undefined. */
export function readSite(file: string | undefined): Site {
  return siteGate.parse(JSON.parse(readFileSync(file ?? EXAMPLE, "utf8")));
}

export const isExample = (site: Site): boolean => site.account === EXAMPLE_ACCOUNT;
