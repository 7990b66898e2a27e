@echo off
rem Runs coprod-check, or its checks, from a clone on Windows: `run.cmd assess`, `run.cmd test`.
rem
rem Needs Python 3.11 or newer and nothing else. The first run puts what the program needs
rem into a folder of its own (.run\), pinned by hash, from the same lists as `run` for other
rem systems; nothing is installed anywhere else, and deleting that folder undoes it. Uses uv
rem where it is there.
rem
rem Lines end as Windows has them (.gitattributes), and all letters are plain ones: the command
rem processor is sure of nothing else. What may be a batch file itself is started by `call`.
setlocal EnableExtensions DisableDelayedExpansion

set "here=%~dp0"
set "PYTHONHOME="
set "PYTHONDONTWRITEBYTECODE="
set "VIRTUAL_ENV="
rem No launcher shall fetch a Python by itself: nothing is installed anywhere else.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYLAUNCHER_ALLOW_INSTALL="
rem A program that lies in the folder where somebody types is not ours to start.
set "NoDefaultCurrentDirectoryInExePath=1"
rem Nor is a file of Python that lies there: -P, and no other PYTHONPATH.
set "PYTHONPATH=%here%"

if "%~1"=="test" goto test
set "again="
:app
call :environment app requirements.lock
if not "%ERRORLEVEL%"=="0" exit /b 1
set "COPROD_PROGRAM=%here%run.cmd"
"%here%.run\app\Scripts\python.exe" -P -m coprod_check %*
if not "%ERRORLEVEL%"=="103" exit /b %ERRORLEVEL%
rem By 103 it says that the Python it was made with is gone, as after a newer one was installed.
if not "%again%"=="" exit /b 103
set "again=yes"
del "%here%.run\app\installed.lock"
goto app

:test
call :environment dev requirements-dev.lock
if not "%ERRORLEVEL%"=="0" exit /b 1
set "PATH=%here%.run\dev\Scripts;%PATH%"
cd /d "%here%"
if not "%ERRORLEVEL%"=="0" exit /b 1
set "python=%here%.run\dev\Scripts\python.exe"
if not "%~2"=="" goto some
ruff check .
if not "%ERRORLEVEL%"=="0" exit /b 1
ruff format --check --quiet .
if not "%ERRORLEVEL%"=="0" exit /b 1
mypy
if not "%ERRORLEVEL%"=="0" exit /b 1
lint-imports --no-cache
if not "%ERRORLEVEL%"=="0" exit /b 1
"%python%" -m pytest
exit /b %ERRORLEVEL%

rem `shift` would leave %%* as it is, so Python leaves out the first word.
:some
"%python%" -c "import sys, pytest; sys.exit(pytest.main(sys.argv[2:]))" %*
exit /b %ERRORLEVEL%

rem :environment NAME LOCKFILE: make .run\NAME hold what LOCKFILE names, if it does not yet.
:environment
set "folder=%here%.run\%~1"
set "lock=%here%%~2"
set "log=%here%.run\%~1.log"
if not exist "%folder%\Scripts\python.exe" goto set_up
if not exist "%folder%\installed.lock" goto set_up
fc /b "%lock%" "%folder%\installed.lock" >nul 2>&1
if "%ERRORLEVEL%"=="0" exit /b 0

:set_up
call :find_python
if not "%ERRORLEVEL%"=="0" exit /b 1
if exist "%folder%" rmdir /s /q "%folder%"
if not exist "%here%.run" mkdir "%here%.run"
set "uv="
for %%U in (uv.exe) do set "uv=%%~$PATH:U"
if not "%uv%"=="" goto with_uv
rem Where pip shall put things elsewhere, or leave them out, our environment is none of that.
for %%V in (USER TARGET PREFIX ROOT PYTHON CONSTRAINT REQUIREMENT DRY_RUN) do set "PIP_%%V="
>&2 echo Setting up (once), step 1 of 2: making a folder for it ...
rem `call` reads a line twice: a path with %% or ^ in it would become another.
call %python% -P -c "import os, venv; venv.main([os.environ['folder']])" >"%log%" 2>&1
if not "%ERRORLEVEL%"=="0" goto failed
>&2 echo Setting up (once), step 2 of 2: getting the packages. On a slow line this takes some minutes ...
"%folder%\Scripts\python.exe" -P -m pip install --no-user --target= --disable-pip-version-check --require-hashes -r "%lock%" >"%log%" 2>&1
if not "%ERRORLEVEL%"=="0" goto failed
goto set_up_done

:with_uv
>&2 echo Setting up (once): getting the packages. On a slow line this takes some minutes ...
set "UV_PYTHON_DOWNLOADS=never"
set "UV_COMPILE_BYTECODE=1"
call %python% -c "import sys; print(*sys.version_info[:2], sep='.')" >"%log%"
if not "%ERRORLEVEL%"=="0" goto failed
set /p version=<"%log%"
"%uv%" venv --quiet --python "%version%" "%folder%" >"%log%" 2>&1
if not "%ERRORLEVEL%"=="0" goto failed
"%uv%" pip sync --python "%folder%\Scripts\python.exe" --require-hashes "%lock%" >"%log%" 2>&1
if not "%ERRORLEVEL%"=="0" goto failed

:set_up_done
copy /y "%lock%" "%folder%\installed.lock" >nul
if not "%ERRORLEVEL%"=="0" exit /b 1
del "%log%"
>&2 echo Set up.
exit /b 0

:failed
type "%log%" >&2
>&2 echo Set-up failed; what the installer said stands above, and in "%log%".
exit /b 1

rem :find_python: the one that the launcher takes, else another that it knows, else one of the path.
:find_python
call :new_enough "py -3"
if "%ERRORLEVEL%"=="0" exit /b 0
call :new_enough "py -3.14"
if "%ERRORLEVEL%"=="0" exit /b 0
call :new_enough "py -3.13"
if "%ERRORLEVEL%"=="0" exit /b 0
call :new_enough "py -3.12"
if "%ERRORLEVEL%"=="0" exit /b 0
call :new_enough "py -3.11"
if "%ERRORLEVEL%"=="0" exit /b 0
call :new_enough "python"
if "%ERRORLEVEL%"=="0" exit /b 0
call :new_enough "python3"
if "%ERRORLEVEL%"=="0" exit /b 0
>&2 echo coprod-check needs Python 3.11 or newer, and there is none here. Get it from python.org.
exit /b 1

:new_enough
set "python=%~1"
call %python% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
exit /b %ERRORLEVEL%
