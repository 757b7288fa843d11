"""SSM: public parameters of AWS."""

from ministack.services import ssm

from .shape import expect

# Any id will do: no instance is started here.
GPU_IMAGE = 'ami-0e0000000000000ec'
GPU_IMAGE_PARAMETERS = [
    f'/aws/service/ecs/optimized-ami/{system}/gpu/recommended/image_id'
    for system in ('amazon-linux-2', 'amazon-linux-2023')
]


def know_gpu_images():
    """The newest ECS images for GPU instances have their public parameters."""
    expect(ssm._public_parameter, 'name')
    for name in GPU_IMAGE_PARAMETERS:
        assert name not in ssm._PUBLIC_AMI_PARAMETERS, f'MiniStack knows {name} now: drop it'
        ssm._PUBLIC_AMI_PARAMETERS[name] = GPU_IMAGE
