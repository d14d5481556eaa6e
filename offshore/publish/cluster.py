"""A Dask cluster as an executor of runs; its workers need not share a disk with this machine.

What a run reads is packed into one archive, which Dask itself brings to every worker, those
that join later included; results come back with Dask, too.
"""

from concurrent.futures import Executor, Future
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from offshore.errors import UserError
from offshore.publish import shipping
from offshore.publish.execution import Request

PATIENCE = "10s"


class Cluster(Executor):
    """The workers behind a scheduler's address, which get what runs need when it is made."""

    def __init__(self, address: str) -> None:
        from distributed import Client
        from distributed.diagnostics.plugin import UploadFile

        try:
            self._client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as fault:
            raise UserError(
                f"No Dask scheduler answers at {address} ({fault}).\n"
                "Start one with `dask scheduler`, and workers with `dask worker ADDRESS`."
            ) from None
        self.ahead = 4 * max(1, sum(self._client.nthreads().values()))
        with TemporaryDirectory() as folder:
            packed = shipping.pack(Path(folder))
            self._archive = packed.name
            # Its name, so that a second sweep does not bring the same to the workers again.
            self._client.register_plugin(UploadFile(str(packed), load=False), name=packed.name)
        self._executor = self._client.get_executor()

    def submit(self, _: Any, /, request: Request) -> Future[Any]:  # type: ignore[override]
        """Have a worker make a run; a worker takes the function from what was shipped."""
        future: Future[Any] = self._executor.submit(
            shipping.perform_shipped, self._archive, asdict(request)
        )
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, which goes on for others."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()
