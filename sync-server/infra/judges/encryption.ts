import { at, each, listAt, type Judge } from "./judge.ts";

const isGiven = (value: unknown): boolean => value !== undefined && value !== "";
const unless = (isRight: boolean, fault: string): readonly string[] => (isRight ? [] : [fault]);

/** At rest by a key of ours (access logs and public files by S3's own), in transit by TLS 1.2 at least. */
export const encryption: Judge = each(({ Type, Properties }, { resources }) => {
  switch (Type) {
    case "AWS::S3::Bucket":
      return unless(isGiven(at(Properties, "BucketEncryption")), "is not encrypted").concat(unless(refusesPlainHttp(Properties, resources), "answers without TLS"));
    case "AWS::RDS::DBCluster":
      return unless(at(Properties, "StorageEncrypted") === true && isGiven(at(Properties, "KmsKeyId")), "is not encrypted by our key");
    case "AWS::RDS::DBClusterParameterGroup":
      return unless(at(Properties, "Parameters", "rds.force_ssl") === "1", "takes connections without TLS");
    case "AWS::SecretsManager::Secret":
    case "AWS::Logs::LogGroup":
      return unless(isGiven(at(Properties, "KmsKeyId")), "is not encrypted by our key");
    case "AWS::SNS::Topic":
      return unless(isGiven(at(Properties, "KmsMasterKeyId")), "is not encrypted by our key");
    case "AWS::KMS::Key":
      return unless(at(Properties, "EnableKeyRotation") === true, "never turns");
    case "AWS::ECR::Repository":
      return unless(at(Properties, "EncryptionConfiguration", "EncryptionType") === "KMS", "is not encrypted by our key");
    case "AWS::EKS::Cluster":
      return unless(listAt(Properties, "EncryptionConfig").length === 1, "keeps its secrets without our key");
    case "AWS::ElasticLoadBalancingV2::Listener":
      return unless(String(at(Properties, "SslPolicy")).startsWith("ELBSecurityPolicy-TLS13-1-2-Res"), "takes old TLS");
    case "AWS::ElasticLoadBalancingV2::TargetGroup":
      return unless(at(Properties, "Protocol") === "HTTPS" && at(Properties, "HealthCheckProtocol") === "HTTPS", "is called in the clear");
    case "AWS::SES::ConfigurationSet":
      return unless(at(Properties, "DeliveryOptions", "TlsPolicy") === "REQUIRE", "sends mail in the clear");
    case "AWS::CloudFront::Distribution":
      return unless(at(Properties, "DistributionConfig", "DefaultCacheBehavior", "ViewerProtocolPolicy") === "https-only", "answers without TLS");
    default:
      return [];
  }
});

function refusesPlainHttp(bucket: unknown, resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>): boolean {
  const [id] = Object.entries(resources).find(([, resource]) => resource.Properties === bucket) ?? [];
  const policies = Object.values(resources).filter(({ Type, Properties }) => Type === "AWS::S3::BucketPolicy" && at(Properties, "Bucket", "Ref") === id);
  return policies.flatMap(({ Properties }) => listAt(Properties, "PolicyDocument", "Statement")).some((statement) => at(statement, "Effect") === "Deny" && at(statement, "Condition", "Bool", "aws:SecureTransport") === "false");
}
