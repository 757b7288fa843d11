#!/bin/sh
# Copies the weights beside the GPU, then becomes the model server that the image names; the task gives its arguments.
set -eu

source="s3://${S3_BUCKET_MODELS:?names the bucket of the weights}/${MODEL_NAME:?names their folder}/"
folder="${WEIGHTS_FOLDER:-/weights}"

stop() {
  printf '%s\n' "$1" >&2
  exit 1
}

found="$(s5cmd ls "$source*" 2>&1)" || case "$found" in
  *'no object found'*) stop "Weights missing: $source" ;;
  *) stop "Weights cannot be read: $source ($(printf '%s' "$found" | tail -n 1))" ;;
esac

# What an earlier task of this instance has copied is not copied again; what left the bucket must not be loaded.
printf 'Copying %s\n' "$source"
s5cmd --log error sync --delete "$source*" "$folder/" || stop "Weights not copied: $source (is there room in $folder?)"

exec "$@"
