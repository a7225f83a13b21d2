"""How gunicorn serves the site; read by itself when it starts in this folder."""

from environs import Env

env = Env()
bind = env.str("FESTIVAL_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = env.int("WEB_CONCURRENCY", 2)
threads = env.int("FESTIVAL_THREADS", 8)
timeout = 60
graceful_timeout = 20
max_requests = 20_000  # a process starts afresh now and then, not all at once
max_requests_jitter = 2_000
preload_app = False  # `systemctl reload` brings the new code
control_socket_disable = True
accesslog = None  # addresses of personal pages open them: they are not written down
