import type { StandIn } from "../stand-in.ts";

export const ecr: readonly StandIn[] = [
  {
    name: "ecr",
    majors: [2, 3],
    inputs: {
      create: true,
      create_repository: true,
      repository_encryption_type: null,
      repository_force_delete: null,
      repository_image_scan_on_push: true,
      repository_image_tag_mutability: "IMMUTABLE",
      repository_kms_key: null,
      repository_type: "private",
    },
    resources: `
      resource "aws_ecr_repository" "this" {
        count                = var.create && var.create_repository && var.repository_type == "private" ? 1 : 0
        image_tag_mutability = var.repository_image_tag_mutability
        force_delete         = var.repository_force_delete
        encryption_configuration {
          encryption_type = var.repository_encryption_type
          kms_key         = var.repository_kms_key
        }
        image_scanning_configuration {
          scan_on_push = var.repository_image_scan_on_push
        }
      }
    `,
  },
];
