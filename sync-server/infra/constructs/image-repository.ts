import { RemovalPolicy } from "aws-cdk-lib";
import { Repository, RepositoryEncryption, TagMutability, TagStatus } from "aws-cdk-lib/aws-ecr";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Environment } from "../environment.ts";

/** Images of the server. A tag never changes what it names; each is scanned when pushed; the last hundred can be gone back to. */
export function imageRepository(scope: Construct, id: string, { name, protectedData }: Environment, encryptionKey: IKey): Repository {
  return new Repository(scope, id, {
    repositoryName: `guichet-${name}/server`,
    imageTagMutability: TagMutability.IMMUTABLE,
    imageScanOnPush: true,
    encryption: RepositoryEncryption.KMS,
    encryptionKey,
    lifecycleRules: [{ tagStatus: TagStatus.ANY, maxImageCount: 100 }],
    removalPolicy: protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    emptyOnDelete: false,
  });
}
