/**
 * What an instance does when it first starts: it gives the weights its own disks (the root volume, if it has none) and
 * joins the cluster. Text for `Fn::Sub`, so no braces but those of CloudFormation.
 */
export const hostStart = (weightsOnHost: string): string => `#!/bin/bash
mkdir -p ${weightsOnHost}
disks=$(lsblk -dpno NAME,MODEL | awk '/Instance Storage/ { print $1 }')
set -- $disks
if [ $# -gt 1 ] && { command -v mdadm || dnf -qy install mdadm; }; then
  mdadm --create /dev/md0 --run --level=0 --raid-devices=$# $disks && set -- /dev/md0
fi
if [ $# -gt 0 ]; then
  mkfs.xfs -qf -L weights $1
  echo "LABEL=weights ${weightsOnHost} xfs noatime,nofail 0 0" >> /etc/fstab
  mount ${weightsOnHost}
fi
cat >> /etc/ecs/ecs.config <<END
ECS_CLUSTER=\${Cluster}
ECS_ENABLE_GPU_SUPPORT=true
ECS_AWSVPC_BLOCK_IMDS=true
END
`;
