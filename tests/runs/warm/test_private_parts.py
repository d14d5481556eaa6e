"""What `offshore.runs.warm` needs of other packages beyond what they document, each by its name.

The versions are capped in pyproject.toml. Where a newer one fails here, the named part has changed,
and what leans on it is to be seen to before the cap is raised.
"""

import inspect
import subprocess
import sys
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
import zmq
from checkouts import ROOT
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from jupyter_client import AsyncKernelClient, AsyncKernelManager, KernelManager
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.session import Session
from nbclient import NotebookClient
from packaging.requirements import Requirement
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager


def parameters(function: Callable[..., Any]) -> set[str]:
    return {*inspect.signature(function).parameters}


def uses(function: Callable[..., Any], *texts: str) -> bool:
    source = inspect.getsource(function)
    return all(text in source for text in texts)


PARTS = {
    "IPKernelApp.init_sockets calls init_iopub(context)": lambda: (
        uses(IPKernelApp.init_sockets, "self.init_iopub(context)")
        and parameters(IPKernelApp.init_iopub) == {"self", "context"}
    ),
    "IPKernelApp.initialize calls init_poller() and init_sockets()": lambda: uses(
        IPKernelApp.initialize, "self.init_poller()", "self.init_sockets()"
    ),
    "IPKernelApp.start runs the current loop, and returns when it is stopped": lambda: uses(
        IPKernelApp.start, "ioloop.IOLoop.current()", "self.io_loop.start()"
    ),
    "IPKernelApp.init_iopub sets iopub_thread and iopub_socket, and no more": lambda: uses(
        IPKernelApp.init_iopub,
        "self.iopub_port",
        "self.configure_tornado_logger()",
        "self.iopub_thread = IOPubThread(self.iopub_socket, pipe=True, session=self.session)",
        "self.iopub_thread.start()",
        "self.iopub_socket = self.iopub_thread.background_socket",
    ),
    "IPKernelApp has the traits parent_handle, outstream_class, ip, iopub_port": lambda: (
        {"parent_handle", "outstream_class", "ip", "iopub_port"} <= {*IPKernelApp.class_traits()}
    ),
    "IOPubThread has no pipe of its own unless asked": lambda: (
        inspect.signature(IOPubThread).parameters["pipe"].default is False
        and uses(IOPubThread.__init__, "self.io_loop", "self.background_socket")
    ),
    "IOPubThread.schedule sends at once in a fork, which has no such thread": lambda: uses(
        IOPubThread.schedule, "self.thread.is_alive()", "f()"
    ),
    "OutStream.write takes a text, and flush waits until it is sent": lambda: (
        len(parameters(OutStream.write)) == 2 and uses(OutStream.flush, ".wait(")
    ),
    "AsyncKernelManager.provisioner may be set before a kernel is started": lambda: (
        AsyncKernelManager.provisioner is None
        and uses(AsyncKernelManager.pre_start_kernel, "if self.provisioner is None:")
    ),
    "KernelManager.client takes another session": lambda: uses(
        KernelManager.client, "kw.update(kwargs)", "self.client_factory(**kw)"
    ),
    "AsyncKernelClient.start_channels takes stdin, hb and control": lambda: (
        {"stdin", "hb", "control"} <= parameters(AsyncKernelClient.start_channels)
    ),
    "AsyncKernelClient.is_alive asks its manager": lambda: uses(
        AsyncKernelClient.is_alive, "isinstance(self.parent, KernelManager)"
    ),
    "AsyncZMQSocketChannel passes all messages to Session.deserialize": lambda: (
        uses(AsyncZMQSocketChannel, "self.session.deserialize(smsg)")
        and "content" in parameters(Session.deserialize)
    ),
    "NotebookClient uses a manager that has_kernel, and does not end its kernel": lambda: (
        uses(NotebookClient.__init__, "self.owns_km: bool = km is None")
        and uses(NotebookClient.setup_kernel, "self.owns_km", "self.km.has_kernel")
    ),
    "NotebookClient.iopub_timeout is how long output may come after a reply": lambda: (
        "iopub_timeout" in NotebookClient.class_traits()
    ),
    "papermill's engine passes km and other options to nbclient": lambda: (
        "km" in parameters(PapermillNotebookClient.__init__)
        and {"nb_man", "kernel_name"} <= parameters(NBClientEngine.execute_managed_notebook)
    ),
    "papermill saves nothing while output_path is None": lambda: uses(
        NotebookExecutionManager.save, "if self.output_path:"
    ),
    "NotebookClient waits for what KernelClient.wait_for_ready waits for": lambda: uses(
        NotebookClient.async_start_new_kernel_client, "self.kc.wait_for_ready(timeout="
    ),
    "NotebookClient leaves reading an interrupted cell's output to a task": lambda: uses(
        NotebookClient.async_execute_cell, "task_poll_output_msg = asyncio.ensure_future("
    ),
    "zmq.Context.socket takes a class of sockets": lambda: (
        "socket_class" in parameters(zmq.Context.socket)
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_part_of_another_package_is_as_we_know_it(part: str) -> None:
    assert PARTS[part](), f"no longer true: {part}"


def test_atexit_run_exitfuncs_runs_what_is_registered() -> None:
    program = (
        "import atexit, os\n"
        "for name in 'ab':\n    atexit.register(print, name, flush=True)\n"
        "atexit._run_exitfuncs()\nos._exit(0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["b", "a"], "no longer true: atexit._run_exitfuncs"


@pytest.mark.parametrize("package", ["ipykernel", "jupyter-client", "nbclient", "papermill"])
def test_version_of_the_package_is_capped(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {one.name: one for one in map(Requirement, project["dependencies"])}
    assert "<" in {limit.operator for limit in asked[package].specifier}
