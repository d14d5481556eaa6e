"""A Dask cluster as an executor of runs; its workers need not share a disk with this machine.

What a run reads is packed into one archive, which Dask sends to every worker, including those that
join later; results also come back through Dask.
"""

from concurrent.futures import Executor, Future
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from offshore.compendium.errors import UserError
from offshore.compendium.root import Compendium
from offshore.runs import archive
from offshore.runs.execution import Request

PATIENCE = "10s"


class Cluster(Executor):
    """The workers behind a scheduler's address, sent what runs need when this is created."""

    def __init__(self, compendium: Compendium, address: str) -> None:
        import cloudpickle
        from distributed import Client
        from distributed.diagnostics.plugin import UploadFile

        try:
            self._client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as fault:
            raise UserError(
                f"No Dask scheduler answers at {address} ({fault}).\n"
                "Start one with `dask scheduler`, and workers with `dask worker ADDRESS`."
            ) from None
        # By value: a worker may lack this package, or have another version of it.
        cloudpickle.register_pickle_by_value(archive)
        self.ahead = 4 * max(1, sum(self._client.nthreads().values()))
        with TemporaryDirectory() as folder:
            packed = archive.pack(compendium, Path(folder))
            self._archive = packed.name
            # Named, so that a second sweep does not send the same archive to the workers again.
            self._client.register_plugin(UploadFile(str(packed), load=False), name=packed.name)
        self._executor = self._client.get_executor()

    def submit(self, _: Any, /, request: Request) -> Future[Any]:  # type: ignore[override]
        """Have a worker make a run; the worker takes the function from the archive."""
        future: Future[Any] = self._executor.submit(
            archive.perform_shipped, self._archive, asdict(request)
        )
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Disconnect from the cluster, which keeps running for others."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()
