"""Signing in and out, and one's own account; the names are those that allauth looks for."""

from django.urls import path, re_path

from festival.accounts import views

urlpatterns = [
    path("", views.overview, name="account_overview"),
    path("inloggen/", views.log_in, name="account_login"),
    path("inloggen/passkey/", views.log_in_by_passkey, name="mfa_login_webauthn"),
    path("inloggen/code/", views.log_in_second_step, name="mfa_authenticate"),
    path("uitloggen/", views.log_out, name="account_logout"),
    path("nogmaals/", views.reauthenticate, name="account_reauthenticate"),
    path("nogmaals/code/", views.reauthenticate_code, name="mfa_reauthenticate"),
    path("nogmaals/passkey/", views.reauthenticate_passkey, name="mfa_reauthenticate_webauthn"),
    path("wachtwoord/", views.password_change, name="account_change_password"),
    path("wachtwoord/eerste/", views.password_set, name="account_set_password"),
    path("wachtwoord/vergeten/", views.password_reset, name="account_reset_password"),
    path("wachtwoord/onderweg/", views.password_reset_sent, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.password_new,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/klaar/",
        views.password_is_set,
        name="account_reset_password_from_key_done",
    ),
    path("e-mailadres/", views.address, name="account_email"),
    path("e-mailadres/<key>/", views.address_confirm, name="account_confirm_email"),
    path("tweestaps/", views.second_steps, name="mfa_index"),
    path("tweestaps/app/", views.app_on, name="mfa_activate_totp"),
    path("tweestaps/app/code.svg", views.app_picture, name="account_app_picture"),
    path("tweestaps/app/uit/", views.app_off, name="mfa_deactivate_totp"),
    path("tweestaps/herstelcodes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tweestaps/herstelcodes/nieuw/",
        views.recovery_codes_new,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tweestaps/herstelcodes/bestand/",
        views.recovery_codes_file,
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", views.passkey_list, name="mfa_list_webauthn"),
    path("passkeys/nieuw/", views.passkey_add, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", views.passkey_name, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/weg/", views.passkey_remove, name="mfa_remove_webauthn"),
    path("apparaten/", views.session_list, name="usersessions_list"),
]
