// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that keeps a fee of one part in ten of every transfer, and calls back whoever it is told to.
/// @dev What a vault must survive: it credits what arrives, and a call made in the middle of a transfer finds
/// the door closed.
contract HostileToken is ERC20 {
    address private _target;
    bytes private _callback;
    bool private _inside;
    bool public callbackSucceeded;

    constructor(uint256 supply) ERC20("Hostile", "HOST") {
        _mint(msg.sender, supply);
    }

    /// @notice The call to make during every transfer.
    function setCallback(address target, bytes calldata callback) external {
        _target = target;
        _callback = callback;
        callbackSucceeded = false;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0)) {
            super._update(from, to, value);
            return;
        }
        super._update(from, address(0), value / 10);
        super._update(from, to, value - value / 10);
        if (_target != address(0) && !_inside) {
            _inside = true;
            (bool succeeded,) = _target.call(_callback);
            callbackSucceeded = callbackSucceeded || succeeded;
            _inside = false;
        }
    }
}
