from agentdesk.demo.backoffice.service import SERVICE
from agentdesk.demo.service import serve

if __name__ == "__main__":
    raise SystemExit(serve(SERVICE))
