"""A limit on everything that comes with one form, before anything of it is kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

HOOGSTENS = 140 * 1024 * 1024  # bytes: eight photos of 15 MB, and the text


class BegrensdeUpload(FileUploadHandler):
    """Stands first in FILE_UPLOAD_HANDLERS; raises `RequestDataTooBig` for a form that is far too large."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        if content_length > HOOGSTENS:
            raise RequestDataTooBig(f"{content_length} bytes in one form")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
