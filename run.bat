@echo off
rem Sets up what is needed and starts the dashboard on http://127.0.0.1:8501
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe (
    py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul && py -3 -m venv .venv
)
if not exist .venv\Scripts\python.exe (
    python -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul && python -m venv .venv
)
if not exist .venv\Scripts\python.exe (
    echo Ketnap needs Python 3.11 or newer from python.org.
    pause
    exit /b 1
)
fc requirements.txt .venv\requirements.installed >nul 2>&1
if errorlevel 1 (
    .venv\Scripts\python -m pip install --quiet --disable-pip-version-check -r requirements.txt
    if errorlevel 1 (
        echo The packages could not be installed. Check the connection, then start again.
        pause
        exit /b 1
    )
    copy /y requirements.txt .venv\requirements.installed >nul
)
start "" /b cmd /c "timeout /t 8 >nul & start http://127.0.0.1:8501"
.venv\Scripts\python -m streamlit run app.py
pause
