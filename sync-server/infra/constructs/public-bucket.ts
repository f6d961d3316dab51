import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Environment } from "../environment.ts";

export type PublicBucket = {
  readonly environment: Environment;
  readonly logs: IBucket;
  /** Of its lines in the access logs. */
  readonly prefix: string;
  /** Made by CloudFormation when not given. */
  readonly bucketName?: string;
};

/** Files that anybody may have, by CloudFront alone: the bucket itself answers nobody. They are public, so S3's own encryption serves. */
export const publicBucket = (scope: Construct, id: string, { environment, logs, prefix, bucketName }: PublicBucket): Bucket =>
  new Bucket(scope, id, {
    ...(bucketName === undefined ? {} : { bucketName }),
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: prefix,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1), noncurrentVersionExpiration: Duration.days(365) }],
    removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
