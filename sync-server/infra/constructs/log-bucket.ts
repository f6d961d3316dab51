import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import type { Environment } from "../environment.ts";

/**
 * Where AWS writes who asked what of the buckets, the load balancer and CloudFront. Its services take S3's own encryption only.
 * `writtenByAcl`: CloudFront delivers by an access list, the others by the bucket's policy.
 */
export function logBucket(scope: Construct, id: string, environment: Environment, writtenByAcl = false): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: writtenByAcl ? ObjectOwnership.BUCKET_OWNER_PREFERRED : ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    lifecycleRules: [{ expiration: Duration.days(environment.logDays), noncurrentVersionExpiration: Duration.days(7), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(bucket, { "AwsSolutions-S1": "This is where access logs go; a log of the log would never end." });
  return bucket;
}
