import { InterfaceVpcEndpointAwsService as Service } from "aws-cdk-lib/aws-ec2";

/** What is reached without the Internet, and why it has to be. S3 has a gateway, which costs nothing. */
export const endpointServices = {
  // Nodes of EKS Auto Mode: their identity, their address, the cluster, their images.
  Ec2: Service.EC2,
  Eks: Service.EKS,
  EksAuth: Service.EKS_AUTH,
  Sts: Service.STS,
  EcrApi: Service.ECR,
  EcrImages: Service.ECR_DOCKER,
  LoadBalancing: Service.ELASTIC_LOAD_BALANCING,
  // What a server needs: passwords. Not Cognito: it answers no private endpoint for a pool that has sign-in pages.
  Secrets: Service.SECRETS_MANAGER,
  Keys: Service.KMS,
  // What is said about it.
  Logs: Service.CLOUDWATCH_LOGS,
  Metrics: Service.CLOUDWATCH_MONITORING,
} as const;
