import { Effect, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import { REGION } from "../environment.ts";
import { namesOf } from "../placement.ts";
import type { DataStack } from "../stacks/data-stack.ts";
import { podPrincipal } from "./cluster.ts";

/**
 * What a server may do in AWS: read its two passwords, put and read documents, do the same with their parts and erase those, anchor the audit, send mail as the centre. It can't
 * delete a document or an anchor, read an anchor, list either bucket, or read the database's master password.
 */
export function serverRole(scope: Construct, id: string, { placement, database, metricsToken, keys, account }: DataStack): Role {
  const { mail, documentsBucket, partsBucket, auditBucket } = namesOf(placement);
  const every = `arn:aws:s3:::${documentsBucket}/documents/*`;
  const everyPart = `arn:aws:s3:::${partsBucket}/parts/*`;
  const everyAnchor = `arn:aws:s3:::${auditBucket}/anchors/*`;
  const role = new Role(scope, id, { assumedBy: podPrincipal().withSessionTags(), description: "Pods of the Guichet server" });
  const allow = (sid: string, actions: readonly string[], resources: readonly string[], conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>): void => {
    role.addToPolicy(new PolicyStatement({ sid, effect: Effect.ALLOW, actions: [...actions], resources: [...resources], ...(conditions === undefined ? {} : { conditions }) }));
  };
  allow("Passwords", ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], [database.serverSecret.secretArn, metricsToken.secretArn]);
  allow("Documents", ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], [every]);
  allow("Parts", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], [everyPart]);
  allow("PartsThere", ["s3:ListBucket"], [`arn:aws:s3:::${partsBucket}`]);
  // Their lock comes with them: to put one under a lock is a right of its own, and lifting or shortening it is another, which nobody has here.
  allow("Anchors", ["s3:PutObject", "s3:PutObjectRetention"], [everyAnchor]);
  allow("Key", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.data.keyArn]);
  allow("Mail", ["ses:SendEmail"], [`arn:aws:ses:${REGION}:${account}:identity/${mail}`], { StringEquals: { "ses:FromAddress": `guichet@${mail}` } });
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::${every}]`]: "Documents have names of their own; the folder is the narrowest that can be said.",
    [`AwsSolutions-IAM5[Resource::${everyPart}]`]: "Parts are named by their content; the folder is the narrowest that can be said.",
    [`AwsSolutions-IAM5[Resource::${everyAnchor}]`]: "Anchors are named by their place in the chain; the folder is the narrowest that can be said.",
  });
  return role;
}
