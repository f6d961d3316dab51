/** What a kind of resource keeps: clients' data or what leads to them, records of what happened, or nothing. */
export type Holding = "data" | "records" | "nothing";

/**
 * Every kind of resource that the stacks may contain. One that is added is a fault until somebody has decided, here, what it keeps:
 * that is what the judges of residency, encryption and protection go by.
 */
export const kinds: Readonly<Record<string, Holding>> = {
  "AWS::RDS::DBCluster": "data",
  "AWS::S3::Bucket": "data",
  "AWS::Cognito::UserPool": "data",
  "AWS::SecretsManager::Secret": "data",
  "AWS::KMS::Key": "data",
  "AWS::ECR::Repository": "records",
  "AWS::Logs::LogGroup": "records",
  "AWS::SNS::Topic": "nothing",
  ...Object.fromEntries([
    "AWS::CertificateManager::Certificate", "AWS::CloudFront::CachePolicy", "AWS::CloudFront::Distribution", "AWS::CloudFront::OriginAccessControl", "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudWatch::Alarm", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolDomain", "AWS::Cognito::UserPoolResourceServer",
    "AWS::EC2::EIP", "AWS::EC2::FlowLog", "AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::Route", "AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::Subnet", "AWS::EC2::SubnetRouteTableAssociation", "AWS::EC2::VPC", "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCGatewayAttachment",
    "AWS::EKS::AccessEntry", "AWS::EKS::Addon", "AWS::EKS::Cluster", "AWS::EKS::PodIdentityAssociation",
    "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::Logs::MetricFilter", // a number
    "AWS::IAM::OIDCProvider", "AWS::IAM::Policy", "AWS::IAM::Role",
    "AWS::Logs::MetricFilter",
    "AWS::RDS::DBClusterParameterGroup", "AWS::RDS::DBInstance", "AWS::RDS::DBSubnetGroup", // an instance computes: the storage is the cluster's
    "AWS::Route53Resolver::FirewallDomainList", "AWS::Route53Resolver::FirewallRuleGroup", "AWS::Route53Resolver::FirewallRuleGroupAssociation",
    "AWS::Route53Resolver::ResolverQueryLoggingConfig", "AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation",
    "AWS::Route53::RecordSet", "AWS::S3::BucketPolicy", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "AWS::SSM::Parameter",
    "AWS::SES::ConfigurationSet", "AWS::SES::ConfigurationSetEventDestination", "AWS::SES::EmailIdentity",
    "AWS::SecretsManager::ResourcePolicy", "AWS::SecretsManager::RotationSchedule", "AWS::SecretsManager::SecretTargetAttachment",
    "AWS::WAFv2::LoggingConfiguration", "AWS::WAFv2::WebACL", "AWS::WAFv2::WebACLAssociation",
  ].map((kind) => [kind, "nothing"] as const)),
};
